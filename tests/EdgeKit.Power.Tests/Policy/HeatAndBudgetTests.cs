using CsCheck;
using EdgeKit.Power.Battery;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Tests.Policy;

public sealed class HeatAndBudgetTests
{
    private static readonly FanCurve Fan = new(new Table((45, 0), (55, 0.3), (70, 1)));
    private static readonly PackSpec Pack = new("a", Chemistry.LiFePO4, 4, 6, 11.2);
    private static readonly ShutdownStep[] Steps = [new("refuse orders", TimeSpan.FromSeconds(10)), new("push", TimeSpan.FromSeconds(60)), new("sync", TimeSpan.FromSeconds(20))];

    [Theory]
    [InlineData(0, 40.0, 0)]
    [InlineData(0, 50.0, 0)]
    [InlineData(0, 55.0, 0.3)]
    [InlineData(0, 62.5, 0.65)]
    [InlineData(0, 80.0, 1)]
    [InlineData(0.65, 60.0, 0.65)]
    [InlineData(0.65, 56.0, 0.5333)]
    [InlineData(0.3, 49.0, 0.24)]
    [InlineData(0.3, 40.0, 0)]
    [InlineData(0, null, 0.6)]
    [InlineData(0.9, null, 0.9)]
    [InlineData(0.2, double.NaN, 0.6)]
    public void The_fan_follows_its_curve(double duty, double? celsius, double expected) => Assert.Equal(expected, Fan.Decide(duty, celsius), 0.001);

    [Fact]
    public void A_wavering_temperature_leaves_the_fan_alone() =>
        Gen.Double[58, 61.9].Array[50].Sample(
            static celsius =>
            {
                var duty = Fan.Decide(0, 61.9);
                Assert.All(celsius, at => Assert.Equal(duty, Fan.Decide(duty, at)));
            },
            iter: 100,
            threads: 2);

    [Theory]
    [InlineData(75, 82, 90, true)]
    [InlineData(75, 75, 90, false)]
    [InlineData(75, 95, 90, false)]
    public void The_rungs_rise(double cap, double shed, double off, bool isInOrder) => Assert.Equal(isInOrder, new HeatLadder(cap, shed, off).IsInOrder);

    [Fact]
    public void The_ladder_joins_at_the_stages()
    {
        var limits = new HeatLadder(1, 2, 3).Join(new StageLimits());
        Assert.Equal([1.0, 2, 3], new[] { limits.Conserve.CelsiusAbove!.Value, limits.Critical.CelsiusAbove!.Value, limits.Shutdown.CelsiusAbove!.Value });
        Assert.Equal(new StageLimits().Critical.StateOfChargeBelow, limits.Critical.StateOfChargeBelow);
    }

    [Theory]
    [InlineData(0.10, 15.0, 25.0, true)]
    [InlineData(0.03, 15.0, 25.0, false)]
    [InlineData(0.10, 200.0, 25.0, false)]
    [InlineData(0.10, 15.0, -10.0, false)]
    [InlineData(0.40, 15.0, -10.0, true)]
    public void It_fits_or_does_not(double threshold, double watts, double celsius, bool fits) =>
        Assert.Equal(fits, ShutdownBudget.Check(Pack, threshold, watts, Steps, celsius).Fits);

    [Fact]
    public void The_advice_helps()
    {
        var budget = ShutdownBudget.Check(Pack, 0.03, 15, Steps);

        Assert.Equal(TimeSpan.FromSeconds(90), budget.Needs);
        Assert.Contains("instead of 3 %", budget.Advice, StringComparison.Ordinal);
        Assert.Contains("'push'", budget.Advice, StringComparison.Ordinal);
        Assert.True(ShutdownBudget.Check(Pack, budget.Threshold!.Value, 15, Steps).Fits);
        Assert.False(ShutdownBudget.Check(Pack, budget.Threshold!.Value - 0.01, 15, Steps).Fits);
    }

    [Fact]
    public void The_load_that_would_fit_fits()
    {
        var budget = ShutdownBudget.Check(Pack, 0.10, 200, Steps);
        Assert.True(ShutdownBudget.Check(Pack, 0.10, budget.MostWatts * 0.99, Steps).Fits);
        Assert.False(ShutdownBudget.Check(Pack, 0.10, budget.MostWatts * 1.05, Steps).Fits);
    }

    [Fact]
    public void A_pack_that_is_too_small_says_so() =>
        Assert.Contains("larger pack", ShutdownBudget.Check(Pack with { NominalAmpereHours = 0.05 }, 0.5, 30, Steps).Advice, StringComparison.Ordinal);
}
