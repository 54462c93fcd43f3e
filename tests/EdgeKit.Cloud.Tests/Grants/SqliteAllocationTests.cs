using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Grants;

public sealed class SqliteAllocationTests(SqliteSource stores) : AllocationContract(stores), IClassFixture<SqliteSource>;
