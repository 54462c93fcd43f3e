using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Losses;

public sealed class SqliteLossTests(SqliteSource stores) : LossContract(stores), IClassFixture<SqliteSource>;
