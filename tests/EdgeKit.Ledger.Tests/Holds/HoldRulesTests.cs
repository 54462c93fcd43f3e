using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Holds;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldRulesTests
{
    [Theory]
    [InlineData(HoldState.Held, HoldStep.Replace, HoldState.Held)]
    [InlineData(HoldState.Held, HoldStep.Pay, HoldState.Paying)]
    [InlineData(HoldState.Held, HoldStep.Commit, HoldState.Committed)]
    [InlineData(HoldState.Held, HoldStep.Release, HoldState.Released)]
    [InlineData(HoldState.Held, HoldStep.Expire, HoldState.Expired)]
    [InlineData(HoldState.Paying, HoldStep.Replace, null)]
    [InlineData(HoldState.Paying, HoldStep.Pay, HoldState.Paying)]
    [InlineData(HoldState.Paying, HoldStep.Commit, HoldState.Committed)]
    [InlineData(HoldState.Paying, HoldStep.Release, HoldState.Released)]
    [InlineData(HoldState.Paying, HoldStep.Expire, null)]
    [InlineData(HoldState.Committed, HoldStep.Replace, null)]
    [InlineData(HoldState.Committed, HoldStep.Pay, null)]
    [InlineData(HoldState.Committed, HoldStep.Commit, null)]
    [InlineData(HoldState.Committed, HoldStep.Release, null)]
    [InlineData(HoldState.Committed, HoldStep.Expire, null)]
    [InlineData(HoldState.Released, HoldStep.Replace, null)]
    [InlineData(HoldState.Released, HoldStep.Pay, null)]
    [InlineData(HoldState.Released, HoldStep.Commit, null)]
    [InlineData(HoldState.Released, HoldStep.Release, HoldState.Released)]
    [InlineData(HoldState.Released, HoldStep.Expire, null)]
    [InlineData(HoldState.Expired, HoldStep.Replace, null)]
    [InlineData(HoldState.Expired, HoldStep.Pay, null)]
    [InlineData(HoldState.Expired, HoldStep.Commit, null)]
    [InlineData(HoldState.Expired, HoldStep.Release, null)]
    [InlineData(HoldState.Expired, HoldStep.Expire, null)]
    public void What_may_become_of_a_hold_follows_from_where_it_stands(object from, object step, object? to) =>
        Assert.Equal((HoldState?)to, HoldRules.After((HoldState)from, (HoldStep)step));

    [Theory]
    [InlineData(5, 5, 7, 12)]
    [InlineData(5, 6, 7, 7)]
    public void Running_time_follows_its_boot_and_goes_on_from_where_it_was_saved_on_another(long savedOn, long boot, int uptime, int now)
    {
        var saved = new RunningTime(savedOn, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));

        var running = saved.On(boot, TimeSpan.FromSeconds(uptime));

        Assert.Equal(TimeSpan.FromSeconds(now), running.Now);
        Assert.Equal(TimeSpan.FromSeconds(now + 3), running.At(TimeSpan.FromSeconds(uptime + 3)).Now);
    }
}
