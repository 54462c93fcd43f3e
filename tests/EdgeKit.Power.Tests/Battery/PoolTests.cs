using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

public sealed class PoolTests
{
    [Fact]
    public void Charge_counts_by_capacity()
    {
        var pool = Pool.Of([Pack("a", 0.2, 10), Pack("b", 0.8, 30)]);

        Assert.Equal(0.65, pool.StateOfCharge!.Value, 1e-9);
        Assert.Equal("a", pool.Weakest);
        Assert.Empty(pool.Unknown);
        Assert.InRange(pool.WattHours!.Value, 325, 345);
    }

    [Fact]
    public void A_missing_pack_is_unknown_and_never_empty()
    {
        var pool = Pool.Of([Pack("a", 0.8, 10), Pack("b", 0.1, 10) with { IsPresent = false }, Pack("c", null, 10)]);

        Assert.Equal(0.8, pool.StateOfCharge);
        Assert.Equal(["b", "c"], pool.Unknown);
        Assert.Equal("a", pool.Weakest);
        Assert.True(pool.IsEstimated);
    }

    [Fact]
    public void Without_any_pack_nothing_is_known()
    {
        var pool = Pool.Of([Pack("a", null, 10)]);
        Assert.Null(pool.StateOfCharge);
        Assert.Null(pool.WattHours);
        Assert.Null(pool.Weakest);
    }

    [Fact]
    public void A_reserve_and_the_cold_leave_less()
    {
        var pack = Pack("a", 0.5, 10);
        var all = Pool.Of([pack]).WattHours!.Value;
        Assert.InRange(Pool.Of([pack], reserve: 0.1).WattHours!.Value / all, 0.75, 0.85);
        Assert.InRange(Pool.Of([pack with { Celsius = -10 }]).WattHours!.Value / all, 0.4, 0.6);
        Assert.True(Pool.Of([pack], watts: 60).WattHours < all);
        Assert.Equal(0, Pool.Of([pack], reserve: 0.6).WattHours);
    }

    [Fact]
    public void An_even_load_tells_the_time()
    {
        var load = new LoadForecast();
        for (var at = 0; at < 7200; at += 10)
        {
            load.Take(TimeSpan.FromSeconds(at), 20);
        }

        var time = TimeToEmpty.Of(Pack("a", 0.5, 10) with { Amperes = -1.5 }, load)!.Value;
        Assert.InRange(time.Median.TotalHours, 2.9, 3.35);
        Assert.True(time.Low < time.Median && time.Median < time.High);
        Assert.Null(TimeToEmpty.Of(Pack("a", 0.5, 10) with { Amperes = 1 }, load));
        Assert.Null(TimeToEmpty.Of(Pack("a", null, 10), load));
        Assert.Null(TimeToEmpty.Of(Pack("a", 0.5, 10), new LoadForecast()));

        // Twice the packs under the same load last twice as long.
        var two = TimeToEmpty.Of(Pool.Of([Pack("a", 0.5, 10), Pack("b", 0.5, 10)], 20), load)!.Value;
        Assert.InRange(two.Median / time.Median, 1.98, 2.04);
    }

    [Fact]
    public void No_load_has_no_end()
    {
        var load = new LoadForecast();
        load.Take(TimeSpan.Zero, 0);
        Assert.Null(TimeToEmpty.Of(Pack("a", 0.5, 10), load));
    }

    [Fact]
    public void A_load_that_changed_is_believed_soon_and_a_wavering_one_averaged()
    {
        var changed = new LoadForecast();
        var wavering = new LoadForecast();
        for (var at = 0; at < 7200; at += 10)
        {
            changed.Take(TimeSpan.FromSeconds(at), at < 5400 ? 10 : 30);
            wavering.Take(TimeSpan.FromSeconds(at), at % 600 < 120 ? 50 : 10);
        }

        Assert.InRange(changed.Watts!.Value, 25, 31);
        Assert.InRange(wavering.Watts!.Value, 15, 21);
        Assert.True(wavering.Spread > 1);
    }

    private static PackEstimate Pack(string id, double? charge, double capacity) => new()
    {
        Spec = new PackSpec(id, Chemistry.LiFePO4, 4, capacity, 11.2),
        StateOfCharge = charge,
        Uncertainty = 0.03,
        IsEstimated = false,
        IsPresent = true,
        CapacityAmpereHours = capacity,
        Ohms = 0.03,
    };
}
