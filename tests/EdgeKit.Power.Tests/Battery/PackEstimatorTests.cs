using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

/// <summary>What an estimate does when sensors fail, packs change and the kit starts again.</summary>
public sealed class PackEstimatorTests
{
    private static readonly PackSpec Spec = PackAccuracyTests.Spec("LiIon");

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
        Assert.Null(PackEstimator.Restore(Spec, state with { Version = 2 }).Estimate.StateOfCharge);
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
        var state = new PackState(PackState.Current, charge, charge, 0, 1, [1e-4, 0, 0, 1e-4, 0, 1e-3], Spec.TypicalOhms, PackMark.Full, TimeSpan.FromHours(1));
        var estimator = PackEstimator.Restore(Spec, state);
        estimator.Take(new PackSample(TimeSpan.FromSeconds(190), Spec.RestVolts(charge), 0));
        return estimator;
    }
}
