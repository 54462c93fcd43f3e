using EdgeKit.Market.Keys;
using EdgeKit.Market.Tests.Support;
using EdgeKit.Testing;

namespace EdgeKit.Market.Tests;

public sealed class MarketOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public MarketOptionsTests() => Write("key", MarketKey.New().Text);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_the_section_there_is_no_market()
    {
        var (options, errors) = Read();

        Assert.Empty(errors);
        Assert.False(options.IsOn);
        Assert.Empty(options.Urls);
    }

    [Fact]
    public void A_name_and_a_key_are_enough()
    {
        var (options, errors) = Read(("id", "night-market"), ("keyFile", _directory["key"]));

        Assert.Empty(errors);
        Assert.True(options.IsOn);
        Assert.Equal(["http://0.0.0.0:8484"], options.Urls);
        Assert.True(options.Discovery);
        Assert.Equal(0.2, options.Keep);
    }

    [Fact]
    public void Kits_to_call_are_hosts_with_ports()
    {
        var (options, errors) = Read(("id", "night-market"), ("keyFile", _directory["key"]), ("peers", "192.168.1.18:8484,kit-19.local:80"));

        Assert.Empty(errors);
        Assert.Equal(["http://192.168.1.18:8484/", "http://kit-19.local/"], options.Peers.Select(static peer => peer.AbsoluteUri));
    }

    [Theory]
    [InlineData("id", "night market", "market.id: 'night market' is not right")]
    [InlineData("keyFile", "/nowhere", "market.keyFile: '/nowhere' is not right")]
    [InlineData("listen", "8484", "market.listen: '8484' is not right")]
    [InlineData("listen", "0.0.0.0:0", "market.listen: '0.0.0.0:0' is not right")]
    [InlineData("peers", "192.168.1.18", "market.peers: '192.168.1.18' is not right")]
    [InlineData("peers", "192.168.1.18:8484/other", "market.peers: '192.168.1.18:8484/other' is not right")]
    [InlineData("discovery", "maybe", "market.discovery: 'maybe' is not right")]
    [InlineData("keep", "101%", "market.keep: '101%' is not right")]
    [InlineData("pears", "x", "market.pears: no such key; did you mean peers?")]
    public void A_wrong_value_names_its_key(string key, string value, string said)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "night-market", ["keyFile"] = _directory["key"], [key] = value };

        var (_, errors) = Read([.. values.Select(static value => (value.Key, value.Value))]);

        Assert.Contains(said, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_without_a_market_and_a_market_without_a_key_are_errors()
    {
        Assert.Contains("market.id: is missing", Assert.Single(Read(("keyFile", _directory["key"])).Errors), StringComparison.Ordinal);
        Assert.Contains("edgekit market key", Assert.Single(Read(("id", "night-market")).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_holds_something_else_is_no_key_and_is_not_shown()
    {
        Write("other", "my password");

        var error = Assert.Single(Read(("id", "night-market"), ("keyFile", _directory["other"])).Errors);

        Assert.Contains("holds no key; expected 32 random bytes", error, StringComparison.Ordinal);
        Assert.DoesNotContain("password", error, StringComparison.Ordinal);
    }

    private (MarketOptions Options, IReadOnlyList<string> Errors) Read(params (string Key, string Value)[] values)
    {
        var settings = Configured.Settings(_directory.Path, [.. values.Select(static value => ($"market.{value.Key}", value.Value))]);
        return (settings.Read("market", MarketOptions.Read), settings.Errors);
    }

    private void Write(string name, string text)
    {
        using var file = new StreamWriter(_directory[name]);
        file.WriteLine(text);
    }
}
