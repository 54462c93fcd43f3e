using EdgeKit.Testing;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Transport;

public sealed class SwitchOverTests
{
    private readonly TestClock _time = new();
    private readonly MemoryFeed _feed = new();
    private readonly FakeCloud _preferred;
    private readonly FakeCloud _other;
    private readonly SwitchOver _ways;

    public SwitchOverTests()
    {
        _feed.Append(100);
        (_preferred, _other) = (new FakeCloud(_feed) { Way = "over HTTP" }, new FakeCloud(_feed) { Way = "over MQTT" });
        _ways = new SwitchOver(_preferred, _other, _time, new FakeLogger<SwitchOver>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_other_way_is_taken_after_two_failures_in_a_row()
    {
        _ways.Renew();
        await PushAsync();
        _ways.Renew();
        Assert.Equal("over HTTP", _ways.Way);

        _ways.Renew();
        Assert.Equal("over MQTT", _ways.Way);
        await PushAsync();
        Assert.Equal((1, 1), (_preferred.Batches.Count, _other.Batches.Count));
    }

    [Fact]
    public async Task The_preferred_way_is_tried_again_after_a_while_and_when_the_other_fails()
    {
        Fail();
        _time.Advance(SwitchOver.TryAgain + TimeSpan.FromSeconds(1));
        await PushAsync();
        Assert.Equal("over HTTP", _ways.Way);

        Fail();
        Assert.Equal("over MQTT", _ways.Way);
        Fail();
        Assert.Equal("over HTTP", _ways.Way);
    }

    private void Fail()
    {
        _ways.Renew();
        _ways.Renew();
    }

    private async Task PushAsync() => await _ways.PushAsync(new PushBatch(1, await _feed.ReadAsync(0, 1, Cancel)), Cancel);
}
