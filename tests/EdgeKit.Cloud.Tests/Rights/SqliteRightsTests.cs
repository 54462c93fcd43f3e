using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Rights;

public sealed class SqliteRightsTests(SqliteSource stores) : RightsContract(stores), IClassFixture<SqliteSource>;
