using EdgeKit.Testing;
using EdgeKit.Uplink.Line;

namespace EdgeKit.Uplink.Tests.Line;

public sealed class KeepAliveTests
{
    private readonly TestClock _time = new();
    private readonly KeepAlive _keepAlive;

    public KeepAliveTests() => _keepAlive = new KeepAlive(_time);

    [Fact]
    public void It_grows_while_lines_survive_and_never_beyond_its_bound()
    {
        var before = _keepAlive.Interval;
        Survive(3);
        Assert.True(_keepAlive.Interval > before);

        Survive(100);
        Assert.Equal(KeepAlive.Longest, _keepAlive.Interval);
    }

    [Fact]
    public void A_silence_that_was_cut_is_not_tried_again_for_a_day()
    {
        _keepAlive.Cut(TimeSpan.FromSeconds(45));
        Assert.True(_keepAlive.Interval < TimeSpan.FromSeconds(45));

        Survive(100);
        Assert.Equal(TimeSpan.FromSeconds(36), _keepAlive.Interval);

        _time.Advance(TimeSpan.FromHours(25));
        Survive(100);
        Assert.Equal(KeepAlive.Longest, _keepAlive.Interval);
    }

    [Fact]
    public void It_has_a_least()
    {
        for (var cut = 0; cut < 10; cut++)
        {
            _keepAlive.Cut(_keepAlive.Interval);
        }

        Assert.Equal(KeepAlive.Shortest, _keepAlive.Interval);
    }

    private void Survive(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _keepAlive.Held(_keepAlive.Interval);
        }
    }
}
