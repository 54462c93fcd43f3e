using EdgeKit.Contracts.Power;
using EdgeKit.Power.Distribution;

namespace EdgeKit.Power.Tests.Distribution;

public sealed class DistributionRulesTests
{
    private static readonly HashSet<string> NoneOff = new(StringComparer.Ordinal);

    private static readonly PowerMap Map = new(
        [new("mains", SourceKind.Mains, "12v", 60), new("pack", SourceKind.Battery, "12v", 100)],
        [new("12v", LimitWatts: 80), new("5v", "12v", 0.9, 20)],
        [new("fridge", "12v", 30, 45), new("sign", "12v", 8), new("till", "5v", 6), new("camera", "5v", null, 5)]);

    [Fact]
    public void What_is_measured_leaves_a_remainder()
    {
        var view = View(("mains", 50), ("pack", -5), ("fridge", 25), ("5v", 9), ("till", 5));

        var main = view.Buses[0];
        Assert.Equal(45, main.Flow.Watts);
        Assert.True(main.Flow.IsMeasured);
        // The fridge as measured, the sign as printed, and what the converter of the 5 V takes.
        Assert.Equal(25 + 8 + 10, main.Out, 1e-9);
        Assert.Equal(2, main.Remainder!.Value, 1e-9);
        Assert.Equal(4, view.Buses[1].Remainder!.Value, 1e-9);
        Assert.False(view.Loads.Single(static load => load.Id is "sign").IsMeasured);
        Assert.Null(view.Loads.Single(static load => load.Id is "camera").Watts);
        Assert.Empty(view.OverLimit);
    }

    [Fact]
    public void What_nobody_measures_is_estimated_and_has_no_remainder()
    {
        var view = View(("mains", 50));

        Assert.Null(view.Buses[0].In);
        Assert.Null(view.Buses[0].Remainder);
        Assert.False(view.Buses[0].Flow.IsMeasured);
        Assert.Equal(30 + 8 + (6 / 0.9), view.Buses[0].Flow.Watts!.Value, 1e-9);
    }

    [Theory]
    [InlineData("mains", 61, "mains")]
    [InlineData("pack", -101, "pack")]
    [InlineData("fridge", 46, "fridge")]
    [InlineData("5v", 21, "5v")]
    [InlineData("12v", 81, "12v")]
    [InlineData("camera", 5, null)]
    [InlineData("camera", double.NaN, null)]
    public void What_carries_too_much_is_named(string id, double watts, string? over) =>
        Assert.Equal(over is null ? [] : [over], View((id, watts)).OverLimit);

    [Fact]
    public void A_load_that_is_off_is_estimated_at_nothing_and_still_measured()
    {
        var off = new HashSet<string>(StringComparer.Ordinal) { "sign", "fridge" };
        var view = DistributionRules.View(Map, new Dictionary<string, double>(StringComparer.Ordinal) { ["fridge"] = 3 }, off);
        Assert.Equal([3.0, 0, 6, null], view.Loads.Select(static load => load.Watts));
    }

    [Fact]
    public void Estimates_that_are_too_high_leave_less_than_nothing() => Assert.Equal(-14.6667, View(("mains", 30), ("pack", 0)).Buses[0].Remainder!.Value, 0.001);

    [Fact]
    public void A_map_that_cannot_be_is_told()
    {
        Assert.Empty(Map.Faults());
        Assert.Contains("no such bus", Assert.Single((Map with { Loads = [new("till", "24v")] }).Faults()), StringComparison.Ordinal);
        Assert.Contains("more than one", Assert.Single((Map with { Loads = [new("pack", "5v")] }).Faults()), StringComparison.Ordinal);
        Assert.Equal(2, (Map with { Buses = [new("12v", "5v"), new("5v", "12v")] }).Faults().Count);
        Assert.Contains("efficiency", Assert.Single((Map with { Buses = [new("12v"), new("5v", "12v", 0)] }).Faults()), StringComparison.Ordinal);
    }

    private static PowerFlows View(params (string Id, double Watts)[] readings) =>
        DistributionRules.View(Map, readings.ToDictionary(static reading => reading.Id, static reading => reading.Watts, StringComparer.Ordinal), NoneOff);
}
