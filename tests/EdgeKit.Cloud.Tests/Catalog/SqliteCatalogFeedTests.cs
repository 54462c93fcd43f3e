using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Catalog;

public sealed class SqliteCatalogFeedTests(SqliteSource stores) : CatalogFeedContract(stores), IClassFixture<SqliteSource>;
