using EdgeKit.Testing;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Tests.Transport;

public sealed class LossWatchTests
{
    private readonly TestClock _time = new();
    private readonly LossWatch _watch;

    public LossWatchTests() => _watch = new LossWatch(_time);

    [Theory]
    [InlineData(900, 40, 3, true)]
    [InlineData(900, 40, 2, false)]
    [InlineData(900, 41, 3, false)]
    [InlineData(900, 41, 300, false)]
    [InlineData(700, 1000, 2, true)]
    [InlineData(750, 1000, 3, false)]
    [InlineData(700, 1000, 1, false)]
    public void A_link_that_loses_often_or_while_nothing_waits_does_so_by_itself(int roundTrip, int between, int moments, bool expected)
    {
        var (known, sent) = (false, 0);
        for (var moment = 1; moment <= moments; moment++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            known = _watch.LosesByItself(Info(roundTrip, sent += between, moment));
        }

        Assert.Equal(expected, known);
    }

    [Fact]
    public void A_queue_that_overflowed_is_one_moment_however_many_it_lost()
    {
        for (var resent = 1; resent < 50; resent++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(900));
            Assert.False(_watch.LosesByItself(Info(900, 100, resent)));
        }
    }

    [Theory]
    [InlineData(900, 620, 900, 620)]
    [InlineData(900, 900, 620, 620)]
    [InlineData(620, 900, 620, 620)]
    [InlineData(900, 620, 620, 620)]
    [InlineData(620, 620, 900, 620)]
    public void What_a_queue_lost_that_overflowed_tells_nothing_though_it_is_soon_empty(int before, int first, int between, int second)
    {
        var looks = new[] { (before, 400, 0), (first, 500, 9), (between, 900, 9), (second, 1000, 17), (620, 9000, 17), (620, 9100, 17) };
        foreach (var (roundTrip, sent, resent) in looks)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.False(_watch.LosesByItself(Info(roundTrip, sent, resent)));
        }
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void Two_losses_far_apart_may_be_chance(int apart, bool expected)
    {
        var (known, sent) = (false, 100);
        for (var moment = 1; moment <= 2; moment++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.False(_watch.LosesByItself(Info(620, sent, moment - 1)));
            _time.Advance(TimeSpan.FromSeconds(2));
            known = _watch.LosesByItself(Info(620, sent, moment));
            sent += apart;
        }

        Assert.Equal(expected, known);
    }

    [Fact]
    public void A_link_that_was_gone_has_lost_nothing_by_itself()
    {
        for (var moment = 1; moment < 50; moment++)
        {
            _time.Advance(TimeSpan.FromSeconds(27));
            Assert.False(_watch.LosesByItself(Info(700, 5 * moment, 2 * moment)));
        }
    }

    private static TcpInfo Info(int roundTrip, long sent, long resent) =>
        new(TimeSpan.Zero, TimeSpan.FromMilliseconds(roundTrip), TimeSpan.FromMilliseconds(600), sent, resent, 0);
}
