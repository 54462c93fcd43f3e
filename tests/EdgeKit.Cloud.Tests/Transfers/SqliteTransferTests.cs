using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Transfers;

public sealed class SqliteTransferTests(SqliteSource stores) : TransferContract(stores), IClassFixture<SqliteSource>;
