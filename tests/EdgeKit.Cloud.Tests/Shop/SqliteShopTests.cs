using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Shop;

public sealed class SqliteShopTests(SqliteSource stores) : ShopContract(stores), IClassFixture<SqliteSource>;
