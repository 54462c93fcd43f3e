using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Tests.Stores;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("sqlite:cloud-data", typeof(SqliteStore))]
    [InlineData("postgres://edgekit@db.example/cloud", typeof(PostgresStore))]
    [InlineData("postgresql://edgekit:se%40cret@db.example:6543/cloud?sslmode=verify-full&sslrootcert=/etc/ca.pem", typeof(PostgresStore))]
    [InlineData("postgres:///cloud?host=/run/postgresql", typeof(PostgresStore))]
    public async Task An_address_names_a_store(string address, Type kind)
    {
        Assert.True(StoreAddress.TryMake(address, out var store, out var error), error);
        await using (store)
        {
            Assert.IsType(kind, store);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sqlite:")]
    [InlineData("cloud-data")]
    [InlineData("mysql://db.example/cloud")]
    [InlineData("postgres://db.example/cloud?sslmode=perhaps")]
    [InlineData("postgres://db.example/cloud?password=x")]
    public void What_is_none_is_refused_with_what_would_be_one(string address)
    {
        Assert.False(StoreAddress.TryMake(address, out _, out var error));
        Assert.Contains("se", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_says_so()
    {
        Assert.True(StoreAddress.TryMake("postgres://edgekit@localhost/cloud?host=/nowhere", out var store, out _));
        await using (store)
        {
            var exception = await Assert.ThrowsAsync<StoreException>(() => store.OpenAsync(TestContext.Current.CancellationToken));
            Assert.Equal(StoreFault.Busy, exception.Fault);
        }
    }
}
