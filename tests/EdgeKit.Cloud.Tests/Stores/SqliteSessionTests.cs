using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Stores;

public sealed class SqliteSessionTests(SqliteSource stores) : SessionContract(stores), IClassFixture<SqliteSource>;
