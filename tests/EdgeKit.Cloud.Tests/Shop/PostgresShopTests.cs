using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Shop;

public sealed class PostgresShopTests(PostgresCluster cluster) : ShopContract(new PostgresSource(cluster));
