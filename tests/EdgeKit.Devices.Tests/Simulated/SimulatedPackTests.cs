using EdgeKit.Devices.Simulated;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Simulated;

public sealed class SimulatedPackTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void The_same_seed_gives_the_same_evening_however_often_it_is_read()
    {
        using var often = new SimulatedPack(new SimulatedPackOptions { Seed = 7 }, _clock);
        using var seldom = new SimulatedPack(new SimulatedPackOptions { Seed = 7 }, _clock);
        using var other = new SimulatedPack(new SimulatedPackOptions { Seed = 8 }, _clock);
        for (var second = 0; second < 3600; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            often.Read();
        }

        Assert.Equal(seldom.Read(), often.Read());
        Assert.NotEqual(seldom.Read(), other.Read());
    }

    [Fact]
    public void A_faster_evening_is_the_same_one()
    {
        var fast = new TestClock();
        using var pack = new SimulatedPack(new SimulatedPackOptions(), _clock);
        using var faster = new SimulatedPack(new SimulatedPackOptions { Speed = 60 }, fast);
        _clock.Advance(TimeSpan.FromHours(2));
        fast.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(pack.Read(), faster.Read());
    }

    [Fact]
    public void The_load_follows_sunset_and_crowd_and_closing()
    {
        using var pack = new SimulatedPack(new SimulatedPackOptions(), _clock);
        var afternoon = At(pack, 17.1);
        var peak = At(pack, 19);
        var between = At(pack, 20.2);
        var late = At(pack, 21.5);
        var closed = At(pack, 24);

        Assert.InRange(afternoon, 15, 30);
        Assert.True(peak > 2 * afternoon);
        Assert.True(between < late);
        Assert.True(late > peak);
        Assert.InRange(closed, 15, 22);
    }

    [Fact]
    public void A_market_has_mains_then_none_a_low_sun_a_swap_and_mains_again()
    {
        using var pack = new SimulatedPack(SimulatedScenario.Of("market-a"), _clock);
        var charged = All(pack, 17.5);
        var lost = All(pack, 18.2);
        var sunny = All(pack, 18.75);
        var before = All(pack, 20.7);
        Reach(20.9);
        Assert.Equal(DeviceFault.NotAcknowledged, Assert.Throws<DeviceException>(() => pack.Read()).Fault);
        var swapped = All(pack, 21.2);
        var returned = All(pack, 22.6);

        Assert.True(charged[Quantity.Amperes] > 0);
        Assert.Equal((1, 0, 1), (charged[Quantity.IsOn], lost[Quantity.IsOn], returned[Quantity.IsOn]));
        Assert.True(lost[Quantity.Amperes] < 0);
        Assert.True(sunny[Quantity.Celsius] > lost[Quantity.Celsius] && sunny[Quantity.Celsius] > 45);
        Assert.True(before[Quantity.Celsius] < sunny[Quantity.Celsius] - 10);
        Assert.InRange(before[Quantity.ChargePercent], 5, 60);
        Assert.InRange(swapped[Quantity.ChargePercent], 95, 100);
        Assert.True(returned[Quantity.Amperes] > 0);
    }

    [Fact]
    public void Voltage_sags_under_load_and_the_case_warms()
    {
        using var pack = new SimulatedPack(new SimulatedPackOptions { CrowdWatts = 400, Ohms = 0.05 }, _clock);
        var start = pack.Read();
        At(pack, 19.2);
        var busy = pack.Read();

        Assert.True(Value(busy, Quantity.Volts) < Value(start, Quantity.Volts) - 0.5);
        Assert.True(Value(busy, Quantity.Amperes) < -20);
        Assert.True(Value(busy, Quantity.Celsius) > Value(start, Quantity.Celsius) + 3);
        Assert.Equal(Value(busy, Quantity.Volts) * Value(busy, Quantity.Amperes), Value(busy, Quantity.Watts), 9);
    }

    [Fact]
    public void Charge_falls_by_what_was_taken_and_an_empty_pack_cuts_off()
    {
        using var pack = new SimulatedPack(new SimulatedPackOptions { CapacityAh = 10 }, _clock);
        var last = Value(pack.Read(), Quantity.ChargePercent);
        for (var minute = 0; minute < 600; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            var percent = Value(pack.Read(), Quantity.ChargePercent);
            Assert.InRange(percent, 0, last);
            last = percent;
        }

        Assert.Equal(0, last);
        Assert.Equal(0, Value(pack.Read(), Quantity.Amperes));
        Assert.Equal(10, Value(pack.Read(), Quantity.Volts), 9);
    }

    [Fact]
    public void A_machine_that_slept_for_a_year_reads_at_once()
    {
        using var pack = new SimulatedPack(new SimulatedPackOptions { Speed = 3600 }, _clock);
        _clock.Advance(TimeSpan.FromDays(365));

        Assert.All(pack.Read(), static one => Assert.True(double.IsFinite(one.Value)));
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(50, 3.29)]
    [InlineData(1, 2.65)]
    [InlineData(100, 3.6)]
    [InlineData(-5, 2.5)]
    [InlineData(105, 3.6)]
    public void A_cell_rests_on_its_curve(double percent, double volts) => Assert.Equal(volts, LiFePo4Curve.VoltsAt(percent), 9);

    [Fact]
    public void The_curve_always_rises()
    {
        for (var percent = 0; percent < 100; percent++)
        {
            Assert.True(LiFePo4Curve.VoltsAt(percent) < LiFePo4Curve.VoltsAt(percent + 1));
        }
    }

    [Fact]
    public void Noise_stays_in_its_range_and_means_nothing()
    {
        var noise = Enumerable.Range(0, 10_000).Select(static step => SimulatedEvening.NoiseAt(3, step)).ToList();

        Assert.All(noise, static one => Assert.InRange(one, -1, 1));
        Assert.InRange(noise.Average(), -0.03, 0.03);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPack(new SimulatedPackOptions { Speed = 0 }, _clock));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPack(new SimulatedPackOptions { CapacityAh = double.NaN }, _clock));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPack(new SimulatedPackOptions { StartPercent = 101 }, _clock));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPack(new SimulatedPackOptions { Cells = 0 }, _clock));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPack(new SimulatedPackOptions { Ohms = 0 }, _clock));
    }

    private static double Value(IReadOnlyList<Measurement> measured, Quantity quantity) => measured.Single(one => one.Quantity == quantity).Value;

    /// <summary>What it gives at a time of day, in watts.</summary>
    private void Reach(double hour) => _clock.AdjustTime(new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero).AddHours(hour - 17));

    private Dictionary<Quantity, double> All(SimulatedPack pack, double hour)
    {
        Reach(hour);
        return pack.Read().ToDictionary(static value => value.Quantity, static value => value.Value);
    }

    private double At(SimulatedPack pack, double hour)
    {
        Reach(hour);
        return -Value(pack.Read(), Quantity.Watts);
    }
}
