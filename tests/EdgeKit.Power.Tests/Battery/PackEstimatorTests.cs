using CsCheck;
using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

/// <summary>What an estimate does when sensors fail, packs change and the kit starts again.</summary>
public sealed class PackEstimatorTests
{
    private static readonly PackSpec Spec = PackAccuracyTests.Spec("LiIon");

    private static readonly Gen<double?> Wrong = Gen.Int[0, 4].Select(static which => which switch { 0 => null, 1 => double.NaN, 2 => 0, 3 => double.NegativeInfinity, _ => (double?)1e9 });

    private static readonly Gen<(double Seconds, PackSample Sample)[]> AnySamples = Gen.Select(
        Gen.OneOf(Gen.Double[0, 20], Gen.Double[0, 20_000]),
        Gen.OneOf(Gen.Double[9, 18].Select(static value => (double?)value), Wrong),
        Gen.OneOf(Gen.Double[-30, 10].Select(static value => (double?)value), Wrong),
        Gen.OneOf(Gen.Double[-40, 70].Select(static value => (double?)value), Wrong),
        static (seconds, volts, amperes, celsius) => (seconds, new PackSample(default, volts, amperes, celsius))).Array[1, 300];

    [Fact]
    public void Before_anything_is_read_nothing_is_known()
    {
        var estimator = new PackEstimator(Spec);
        Assert.Null(estimator.Estimate.StateOfCharge);
        Assert.Null(estimator.State);

        estimator.Take(new PackSample(TimeSpan.FromSeconds(1)));

        Assert.Null(estimator.Estimate.StateOfCharge);
        Assert.False(estimator.Estimate.IsPresent);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(-14.0)]
    [InlineData(400.0)]
    [InlineData(double.PositiveInfinity)]
    public void Volts_that_cannot_be_are_missing(double volts)
    {
        var estimator = new PackEstimator(Spec);
        estimator.Take(new PackSample(TimeSpan.FromSeconds(1), volts, double.NaN));
        Assert.Null(estimator.Estimate.StateOfCharge);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(7200)]
    public void A_gap_counts_no_longer_than_it_may_and_costs_certainty(int seconds)
    {
        var estimator = Running(amperes: -5);
        var before = estimator.Estimate;
        estimator.Take(new PackSample(TimeSpan.FromSeconds(100 + seconds), Rest(0.5) - 0.2));

        var counted = before.StateOfCharge!.Value - (estimator.State!.StateOfCharge);
        Assert.Equal(5.0 * Math.Min(seconds, 60) / 3600 / 10, counted, 0.001);
        if (seconds > 60)
        {
            Assert.True(estimator.Estimate.Uncertainty > before.Uncertainty);
        }
    }

    [Fact]
    public void A_pack_that_comes_back_as_it_was_goes_on()
    {
        var estimator = Running(amperes: -1);
        var before = estimator.Estimate.StateOfCharge!.Value;
        estimator.Take(new PackSample(TimeSpan.FromSeconds(110)));
        var mark = estimator.Take(new PackSample(TimeSpan.FromSeconds(120), Rest(before), 0));

        Assert.Equal(PackMark.None, mark);
        Assert.Equal(before, estimator.Estimate.StateOfCharge!.Value, 0.01);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.98)]
    public void A_pack_that_comes_back_otherwise_is_another_one(double charge)
    {
        var estimator = Known(0.5);
        estimator.Take(new PackSample(TimeSpan.FromSeconds(200)));
        var mark = estimator.Take(new PackSample(TimeSpan.FromSeconds(210), Rest(charge), 0));

        Assert.Equal(PackMark.Swapped, mark);
        Assert.Equal(PackMark.Swapped, estimator.Estimate.Mark);
        Assert.True(estimator.Estimate.IsEstimated);
        Assert.Equal(charge, estimator.Estimate.StateOfCharge!.Value, 0.1);
    }

    [Fact]
    public void The_same_voltage_without_an_absence_is_no_swap()
    {
        var estimator = Known(0.5);
        Assert.Equal(PackMark.None, estimator.Take(new PackSample(TimeSpan.FromSeconds(210), Rest(0.98), 0)));
    }

    [Fact]
    public void A_missing_pack_is_remembered_and_absent()
    {
        var estimator = Running(amperes: -1);
        for (var at = 110; at < 400; at += 10)
        {
            estimator.Take(new PackSample(TimeSpan.FromSeconds(at)));
        }

        Assert.False(estimator.Estimate.IsPresent);
        Assert.NotNull(estimator.Estimate.StateOfCharge);
    }

    [Fact]
    public void A_gauge_counts_when_it_is_the_only_source()
    {
        var estimator = new PackEstimator(Spec);
        for (var at = 1; at < 3600; at += 10)
        {
            estimator.Take(new PackSample(TimeSpan.FromSeconds(at), GaugePercent: 62));
        }

        Assert.Equal(0.62, estimator.Estimate.StateOfCharge!.Value, 0.01);
        Assert.Equal(PackMark.Gauge, estimator.Estimate.Mark);
        Assert.True(estimator.Estimate.IsEstimated);
        Assert.False(estimator.Estimate.GaugeDisagrees);
    }

    [Theory]
    [InlineData(55, false)]
    [InlineData(90, true)]
    public void A_gauge_is_checked_when_current_is_measured(double percent, bool disagrees)
    {
        var estimator = new PackEstimator(Spec);
        for (var at = 1; at < 900; at += 10)
        {
            estimator.Take(new PackSample(TimeSpan.FromSeconds(at), Rest(0.5), -0.8, null, percent));
        }

        Assert.Equal(disagrees, estimator.Estimate.GaugeDisagrees);
        Assert.InRange(estimator.Estimate.StateOfCharge!.Value, 0.4, 0.6);
    }

    [Fact]
    public void Without_a_current_sensor_the_pack_still_uses_itself_up()
    {
        var spec = Spec with { SelfConsumptionWatts = 1.5 };
        var estimator = new PackEstimator(spec);
        estimator.Take(new PackSample(TimeSpan.Zero, GaugePercent: 50));
        estimator.Take(new PackSample(TimeSpan.FromHours(1)));

        Assert.Equal(0.5 - (1.5 / spec.RestVolts(0.5) / 10), estimator.State!.StateOfCharge, 0.001);
    }

    [Fact]
    public void A_restart_goes_on_with_what_was_learned()
    {
        var replay = PackAccuracyTests.Start("LiFePO4", 0.85, 1, 0.05, 25);
        replay.Fill();
        replay.Draw(static _ => 16);
        replay.Fill();
        replay.Draw(static _ => 16, downTo: 0.5);
        var before = replay.Estimator.Estimate;
        replay.Estimator = PackEstimator.Restore(replay.Spec, replay.Estimator.State);
        replay.Take();

        var after = replay.Estimator.Estimate;
        Assert.Equal(before.StateOfCharge!.Value, after.StateOfCharge!.Value, 0.003);
        Assert.Equal(before.CapacityAmpereHours, after.CapacityAmpereHours, 0.01);
        Assert.Equal(before.OffsetAmperes, after.OffsetAmperes, 0.001);
        Assert.Equal(PackMark.Full, after.Mark);
        Assert.InRange(after.SinceMark!.Value, before.SinceMark!.Value, before.SinceMark!.Value + TimeSpan.FromSeconds(20));
        Assert.False(after.IsEstimated);
    }

    [Fact]
    public void What_a_pack_has_shown_at_its_end_outlives_a_restart_and_not_a_swap()
    {
        var replay = PackAccuracyTests.Start("LiIon", 0.85, 1, 0.05, 0);
        replay.Fill();
        replay.Draw(static _ => 16);
        replay.Fill();
        var state = replay.Estimator.State!;
        Assert.NotEmpty(state.CurveOff);
        Assert.NotNull(state.EndOhms);
        Assert.NotEqual(1, state.ColdFactor);

        var restored = PackEstimator.Restore(replay.Spec, state);
        var after = restored.State!;
        Assert.Equal(state.CurveOff, after.CurveOff);
        Assert.Equal((state.EndOhms, state.ColdFactor, state.ColdSpread, state.Efficiency, state.Ohms), (after.EndOhms, after.ColdFactor, after.ColdSpread, after.Efficiency, after.Ohms));

        Assert.Equal(PackMark.Swapped, restored.Take(new PackSample(replay.Now + PackReplay.Step, Rest(0.1), 0)));
        var swapped = restored.State!;
        Assert.Empty(swapped.CurveOff);
        Assert.Null(swapped.EndOhms);
        Assert.Equal(1, swapped.ColdFactor);
    }

    [Fact]
    public void A_damaged_memory_of_the_end_is_left_out()
    {
        var state = Known(0.9).State! with { CurveOff = [1, double.NaN], EndOhms = double.NaN, ColdFactor = double.PositiveInfinity, ColdSpread = double.NaN };
        var restored = PackEstimator.Restore(Spec, state).State!;

        Assert.Empty(restored.CurveOff);
        Assert.Null(restored.EndOhms);
        Assert.Equal(1, restored.ColdFactor);
        Assert.InRange(restored.ColdSpread, 0.01, 0.5);
    }

    [Fact]
    public void Whatever_the_sensors_say_the_figures_stay_figures() =>
        AnySamples.Sample(static samples =>
        {
            var estimator = new PackEstimator(Spec);
            var load = new LoadForecast();
            var at = TimeSpan.Zero;
            foreach (var (seconds, sample) in samples)
            {
                at += TimeSpan.FromSeconds(seconds);
                estimator.Take(sample with { At = at });
                load.Take(at, -sample.Volts * sample.Amperes);
                var estimate = estimator.Estimate;
                Assert.True(estimate.StateOfCharge is null or (>= 0 and <= 1));
                Assert.InRange(estimate.Uncertainty, 0, 0.5);
                Assert.InRange(estimate.WattHours(0, load.Watts ?? 0) ?? 0, 0, 1000);
                Assert.InRange(estimate.Ohms, 0.001, 5);
                Assert.True(estimate.EmptyAt is null || double.IsFinite(estimate.EmptyAt.Value));
                Assert.True(TimeToEmpty.Of(estimate, load) is not { } time || (time.Low <= time.Median && time.Median <= time.High));
            }
        });

    [Fact]
    public void A_pack_swapped_while_the_kit_was_off_is_another_one()
    {
        var estimator = PackEstimator.Restore(Spec, Known(0.9).State);
        Assert.Equal(PackMark.Swapped, estimator.Take(new PackSample(TimeSpan.FromSeconds(5), Rest(0.2), 0)));
    }

    [Fact]
    public void What_cannot_be_read_is_not_restored()
    {
        var state = Known(0.9).State!;
        Assert.NotNull(PackEstimator.Restore(Spec, state).Estimate.StateOfCharge);
        Assert.Null(PackEstimator.Restore(Spec, state with { Version = PackState.Current - 1 }).Estimate.StateOfCharge);
        Assert.Null(PackEstimator.Restore(Spec, state with { StateOfCharge = double.NaN }).Estimate.StateOfCharge);
        Assert.Null(PackEstimator.Restore(Spec, state with { Covariance = [1, 2] }).Estimate.StateOfCharge);
        Assert.Null(PackEstimator.Restore(Spec, null).Estimate.StateOfCharge);
    }

    [Fact]
    public void Samples_of_the_past_are_passed_over()
    {
        var estimator = Running(amperes: -5);
        var before = estimator.Estimate;
        estimator.Take(new PackSample(TimeSpan.FromSeconds(50), 9, -5));
        Assert.Same(before, estimator.Estimate);
    }

    [Fact]
    public void Steps_of_the_load_tell_the_resistance()
    {
        var estimator = new PackEstimator(Spec);
        for (var at = 0; at < 200; at++)
        {
            var amperes = at % 2 == 0 ? -1.0 : -6.0;
            estimator.Take(new PackSample(TimeSpan.FromSeconds(at), Rest(0.6) + (amperes * 0.09), amperes));
        }

        Assert.Equal(0.09, estimator.Estimate.Ohms, 0.005);
    }

    private static double Rest(double charge) => Spec.RestVolts(charge);

    private static PackEstimator Running(double amperes)
    {
        var estimator = new PackEstimator(Spec);
        for (var at = 0; at <= 100; at += 10)
        {
            estimator.Take(new PackSample(TimeSpan.FromSeconds(at), Rest(0.5), amperes));
        }

        return estimator;
    }

    /// <summary>One that is sure of its charge.</summary>
    private static PackEstimator Known(double charge)
    {
        var state = new PackState(PackState.Current, charge, charge, 0, 1, 0.995, [1e-4, 0, 0, 0, 1e-4, 0, 0, 1e-3, 0, 1e-5], Spec.TypicalOhms, 1, 0.3, [], null, PackMark.Full, TimeSpan.FromHours(1));
        var estimator = PackEstimator.Restore(Spec, state);
        estimator.Take(new PackSample(TimeSpan.FromSeconds(190), Spec.RestVolts(charge), 0));
        return estimator;
    }
}
