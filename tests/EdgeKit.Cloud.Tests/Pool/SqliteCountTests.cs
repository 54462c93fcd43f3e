using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Pool;

public sealed class SqliteCountTests(SqliteSource stores) : CountContract(stores), IClassFixture<SqliteSource>;
