using EdgeKit.Market.Transfers;
using EdgeKit.Testing;

namespace EdgeKit.Market.Tests.Transfers;

public sealed class MissingWatchTests
{
    private static readonly Dictionary<string, long> Chai = new(StringComparer.Ordinal) { ["chai"] = 3 };
    private static readonly Dictionary<string, long> Nothing = [];

    private readonly TestClock _clock = new();
    private readonly MissingWatch _watch;

    public MissingWatchTests() => _watch = new MissingWatch(_clock);

    [Fact]
    public void Without_the_cloud_other_kits_are_asked_at_once() =>
        Assert.Equal([KeyValuePair.Create("chai", 3L)], _watch.Due(Chai, isCloudReached: false));

    [Fact]
    public void The_cloud_is_given_time_first()
    {
        Assert.Empty(_watch.Due(Chai, isCloudReached: true));
        _clock.Advance(MissingWatch.CloudPatience - TimeSpan.FromSeconds(1));
        Assert.Empty(_watch.Due(Chai, isCloudReached: true));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_watch.Due(Chai, isCloudReached: true));
    }

    [Fact]
    public void What_the_cloud_granted_in_time_starts_the_wait_anew()
    {
        _watch.Due(Chai, isCloudReached: true);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _watch.Due(Nothing, isCloudReached: true);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_watch.Due(Chai, isCloudReached: true));
    }

    [Fact]
    public void After_some_came_it_is_counted_again_before_more_is_asked_for()
    {
        _watch.Due(Chai, isCloudReached: false);
        _watch.Came("chai");

        Assert.Empty(_watch.Due(Chai, isCloudReached: false));
        _clock.Advance(MissingWatch.Rest);
        Assert.Single(_watch.Due(Chai, isCloudReached: false));
    }

    [Fact]
    public void A_clock_that_jumps_changes_nothing()
    {
        _watch.Due(Chai, isCloudReached: true);
        _clock.Jump = TimeSpan.FromDays(9000);

        Assert.Empty(_watch.Due(Chai, isCloudReached: true));
    }
}
