using EdgeKit.Market.Discovery;
using EdgeKit.Market.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Market.Tests.Discovery;

/// <summary>On the kernel's own loopback interface.</summary>
public sealed class MulticastBeaconsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lo")]
    [InlineData("127.0.0.1")]
    public async Task What_one_says_all_hear(string way)
    {
        var log = new FakeLogger<MulticastBeacons>();
        using var one = Beacons(way, log);
        using var other = Beacons(way, log);
        var word = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray();
        await other.SendAsync("first, so that it has joined"u8.ToArray(), Cancel);

        await one.SendAsync(word, Cancel);

        Assert.True(await HearsAsync(other, word));
        Assert.True(await HearsAsync(one, word));
        Assert.Empty(log.Collector.GetSnapshot());
    }

    [Fact]
    public async Task What_was_closed_is_opened_by_the_next_call()
    {
        using var one = Beacons("lo", new FakeLogger<MulticastBeacons>());
        await one.SendAsync("before"u8.ToArray(), Cancel);
        one.Close();
        var word = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray();

        await one.SendAsync(word, Cancel);

        Assert.True(await HearsAsync(one, word));
    }

    [Fact]
    public async Task An_interface_that_is_not_there_is_waited_for()
    {
        var log = new FakeLogger<MulticastBeacons>();
        using var one = Beacons("nowhere0", log);

        await one.SendAsync("nobody hears this"u8.ToArray(), Cancel);

        Assert.Empty(MarketInterface.Find("nowhere0"));
        Assert.Empty(log.Collector.GetSnapshot());
    }

    private static MulticastBeacons Beacons(string way, ILogger<MulticastBeacons> log) =>
        new(Configured.Settings("/nowhere", ("market.interface", way), ("market.id", "m"), ("market.keyFile", "/dev/null")).Read("market", MarketOptions.Read), log);

    // Others on this machine may call too.
    private static async Task<bool> HearsAsync(MulticastBeacons beacons, byte[] word)
    {
        var buffer = new byte[BeaconSeal.Longest];
        while (true)
        {
            var (length, _) = await beacons.ReceiveAsync(buffer, Cancel);
            if (buffer.AsSpan(0, length).SequenceEqual(word))
            {
                return true;
            }
        }
    }
}
