using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Catalog;

public sealed class PostgresCatalogFeedTests(PostgresCluster cluster) : CatalogFeedContract(new PostgresSource(cluster));
