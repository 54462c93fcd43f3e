using EdgeKit.Contracts.Power;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Tests.Policy;

public sealed class LoadRulesTests
{
    private static readonly LoadRule[] Rules =
    [
        new("till", null, 100, default, default, default),
        new("sign", PowerStage.Conserve, 10, Seconds(30), Seconds(60), Seconds(5)),
        new("fridge", PowerStage.Critical, 30, Seconds(60), Seconds(300), Seconds(20)),
        new("router", PowerStage.Critical, 50, Seconds(10), Seconds(10), Seconds(10)),
    ];

    [Theory]
    [InlineData(PowerStage.Normal, "")]
    [InlineData(PowerStage.Conserve, "sign")]
    [InlineData(PowerStage.Critical, "sign,fridge,router")]
    [InlineData(PowerStage.Shutdown, "sign,fridge,router")]
    public void The_least_important_goes_off_first_and_at_once(PowerStage stage, string off) =>
        Assert.Equal(off, string.Join(',', LoadRules.Decide(Rules, new Dictionary<string, LoadState>(StringComparer.Ordinal), default, stage, Seconds(0)).Actions.Select(static action => $"{(action.IsOn ? "+" : string.Empty)}{action.Id}")));

    [Fact]
    public void They_come_back_one_by_one_the_most_important_first()
    {
        var decision = LoadRules.Decide(Rules, new Dictionary<string, LoadState>(StringComparer.Ordinal), default, PowerStage.Critical, Seconds(0));
        var on = new List<(string Id, int At)>();
        for (var at = 1; at < 500; at++)
        {
            decision = LoadRules.Decide(Rules, decision.States, decision.QuietUntil, at < 290 ? PowerStage.Critical : PowerStage.Normal, Seconds(at));
            on.AddRange(decision.Actions.Select(action => (action.Id, at)));
        }

        // The sign has waited for its delay when the router's inrush is over; the fridge has its own delay and a minimum off.
        Assert.Equal([("router", 300), ("sign", 320), ("fridge", 350)], on);
    }

    [Fact]
    public void Inrush_is_spread()
    {
        var states = Rules.Where(static rule => rule.Id is not "till").ToDictionary(static rule => rule.Id, static _ => new LoadState(IsOn: false, default, default(TimeSpan)), StringComparer.Ordinal);
        var (quiet, on) = (default(TimeSpan), new List<(string Id, int At)>());
        for (var at = 1000; at < 1100; at++)
        {
            var decision = LoadRules.Decide(Rules, states, quiet, PowerStage.Normal, Seconds(at));
            (states, quiet) = (decision.States.ToDictionary(StringComparer.Ordinal), decision.QuietUntil);
            on.AddRange(decision.Actions.Select(action => (action.Id, at)));
        }

        Assert.Equal([("router", 1000), ("fridge", 1010), ("sign", 1030)], on);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
