using CsCheck;
using EdgeKit.Contracts.Power;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Tests.Policy;

public sealed class StageRulesTests
{
    private static readonly StageLimits Limits = new HeatLadder(75, 82, 90).Join(new StageLimits
    {
        Critical = new(0.15, TimeSpan.FromMinutes(40), 12.0),
        Shutdown = new(0.06, TimeSpan.FromMinutes(10), 11.4),
    });

    private static readonly Gen<StageReading> AnyReading = Gen.Select(
        Gen.OneOf(Gen.Double[0, 0.6].Select(static value => (double?)value), Gen.Const((double?)null), Gen.Const((double?)double.NaN)),
        Gen.OneOf(Gen.Double[0.01, 300].Select(static value => (double?)value), Gen.Const((double?)null)),
        Gen.OneOf(Gen.Double[11, 13.5].Select(static value => (double?)value), Gen.Const((double?)null)),
        Gen.OneOf(Gen.Double[20, 95].Select(static value => (double?)value), Gen.Const((double?)null)),
        static (charge, minutes, volts, celsius) => new StageReading(default, charge, 0.02, minutes is { } known ? TimeSpan.FromMinutes(known) : null, volts, celsius));

    /// <summary>Stage that holds, charge, minutes, volts, °C, uncertainty, powered, the stage that follows.</summary>
    public static TheoryData<PowerStage, double?, double?, double?, double?, double, bool, PowerStage> Table => new()
    {
        { PowerStage.Normal, 0.9, 300, 13.2, 40, 0.02, false, PowerStage.Normal },
        { PowerStage.Normal, 0.41, null, null, null, 0.02, false, PowerStage.Normal },
        { PowerStage.Normal, 0.39, null, null, null, 0.02, false, PowerStage.Conserve },
        { PowerStage.Normal, 0.14, null, null, null, 0.02, false, PowerStage.Critical },
        { PowerStage.Normal, 0.05, null, null, null, 0.02, false, PowerStage.Shutdown },
        { PowerStage.Normal, 0.9, 119, null, null, 0.02, false, PowerStage.Conserve },
        { PowerStage.Normal, 0.9, 39, null, null, 0.02, false, PowerStage.Critical },
        { PowerStage.Normal, 0.9, 9, null, null, 0.02, false, PowerStage.Shutdown },
        { PowerStage.Normal, 0.9, null, 11.9, null, 0.02, false, PowerStage.Critical },
        { PowerStage.Normal, null, null, 11.3, null, 0.02, false, PowerStage.Shutdown },
        { PowerStage.Normal, 0.9, null, null, 76, 0.02, false, PowerStage.Conserve },
        { PowerStage.Normal, 0.9, null, null, 83, 0.02, true, PowerStage.Critical },
        { PowerStage.Normal, 0.9, null, null, 91, 0.02, true, PowerStage.Shutdown },
        // A guess saves and ends nothing.
        { PowerStage.Normal, 0.05, 5, null, null, 0.3, false, PowerStage.Conserve },
        { PowerStage.Normal, 0.05, 5, 11.3, null, 0.3, false, PowerStage.Shutdown },
        // Margins to leave.
        { PowerStage.Conserve, 0.44, null, null, null, 0.02, false, PowerStage.Conserve },
        { PowerStage.Conserve, 0.46, null, null, null, 0.02, false, PowerStage.Normal },
        { PowerStage.Conserve, 0.9, 150, null, null, 0.02, false, PowerStage.Conserve },
        { PowerStage.Conserve, 0.9, 160, null, null, 0.02, false, PowerStage.Normal },
        { PowerStage.Conserve, 0.9, null, null, 71, 0.02, false, PowerStage.Conserve },
        { PowerStage.Conserve, 0.9, null, null, 69, 0.02, false, PowerStage.Normal },
        { PowerStage.Critical, 0.9, null, 12.3, null, 0.02, false, PowerStage.Critical },
        { PowerStage.Critical, 0.9, null, 12.5, null, 0.02, false, PowerStage.Normal },
        { PowerStage.Critical, 0.21, null, null, null, 0.02, false, PowerStage.Conserve },
        { PowerStage.Shutdown, 0.10, null, null, null, 0.02, false, PowerStage.Shutdown },
        // Other power carries the load.
        { PowerStage.Normal, 0.03, null, 11, null, 0.02, true, PowerStage.Conserve },
        { PowerStage.Critical, 0.03, null, null, null, 0.02, true, PowerStage.Conserve },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_reading_that_lasts_leads_to_its_stage(PowerStage from, double? charge, double? minutes, double? volts, double? celsius, double uncertainty, bool isPowered, PowerStage expected)
    {
        var state = new StageState { Stage = from };
        var stages = new List<PowerStage>();
        for (var at = 1000; at <= 1100; at += 10)
        {
            var reading = new StageReading(TimeSpan.FromSeconds(at), charge, uncertainty, minutes is { } known ? TimeSpan.FromMinutes(known) : null, volts, celsius, isPowered);
            var decision = StageRules.Decide(state, reading, Limits);
            Assert.NotEmpty(decision.Reason);
            Assert.Equal(decision.Stage != state.Stage, decision.IsChanged);
            state = decision.State;
            stages.Add(decision.Stage);
        }

        Assert.Equal(expected, state.Stage);
        Assert.Equal(from, stages[2]);
    }

    [Fact]
    public void A_dip_of_two_seconds_does_nothing()
    {
        var state = Run(new StageState(), 0, 100, static at => Good(at));
        state = Run(state, 101, 103, static at => Good(at) with { StateOfCharge = 0.01, Volts = 9 });
        state = Run(state, 104, 200, static at => Good(at));
        Assert.Equal(PowerStage.Normal, state.Stage);
    }

    [Fact]
    public void Two_dips_with_nothing_read_between_are_no_long_one()
    {
        var state = Run(new StageState(), 0, 1, static at => Good(at) with { StateOfCharge = 0.01 });
        state = Run(state, 2, 200, static at => new StageReading(At(at)));
        state = Run(state, 201, 202, static at => Good(at) with { StateOfCharge = 0.01 });
        Assert.Equal(PowerStage.Normal, state.Stage);
    }

    [Theory]
    [InlineData(PowerStage.Normal, PowerStage.Conserve)]
    [InlineData(PowerStage.Conserve, PowerStage.Conserve)]
    [InlineData(PowerStage.Critical, PowerStage.Critical)]
    public void Blind_the_stage_is_kept_and_then_it_conserves(PowerStage from, PowerStage after)
    {
        var state = new StageState { Stage = from };
        state = Run(state, 0, 590, static at => new StageReading(At(at)));
        Assert.Equal(from, state.Stage);
        state = Run(state, 591, 36_000, static at => new StageReading(At(at), double.NaN, 0, null, -3, 900));
        Assert.Equal(after, state.Stage);
    }

    [Fact]
    public void A_hot_kit_whose_thermometer_dies_stays_careful()
    {
        var state = Run(new StageState(), 0, 60, static at => Good(at) with { Celsius = 83 });
        Assert.Equal(PowerStage.Critical, state.Stage);
        Assert.Equal(StageCause.Celsius, state.Cause);
        Assert.Equal(PowerStage.Critical, Run(state, 61, 3600, static at => Good(at)).Stage);
        Assert.Equal(PowerStage.Normal, Run(state, 61, 3600, static at => Good(at) with { Celsius = 50 }).Stage);
    }

    [Fact]
    public void What_was_shed_counts_when_a_stage_is_to_be_left_and_not_when_it_is_entered()
    {
        var state = Run(new StageState(), 0, 60, static at => Good(at) with { TimeToEmpty = TimeSpan.FromHours(3), TimeToEmptyRestored = TimeSpan.FromHours(1) });
        Assert.Equal(PowerStage.Normal, state.Stage);
        state = Run(state, 61, 120, static at => Good(at) with { TimeToEmpty = TimeSpan.FromHours(1.9) });
        Assert.Equal(PowerStage.Conserve, state.Stage);
        Assert.Equal(PowerStage.Conserve, Run(state, 121, 1000, static at => Good(at) with { TimeToEmpty = TimeSpan.FromHours(5), TimeToEmptyRestored = TimeSpan.FromHours(2.5) }).Stage);
        Assert.Equal(PowerStage.Normal, Run(state, 121, 1000, static at => Good(at) with { TimeToEmpty = TimeSpan.FromHours(5), TimeToEmptyRestored = TimeSpan.FromHours(2.7) }).Stage);
    }

    [Fact]
    public void Power_that_returns_calls_the_shutdown_off_until_it_is_too_late()
    {
        var state = Run(new StageState(), 0, 60, static at => Good(at) with { StateOfCharge = 0.03 });
        Assert.Equal(PowerStage.Shutdown, state.Stage);
        Assert.Equal(PowerStage.Shutdown, Run(state, 61, 80, static at => Good(at) with { StateOfCharge = 0.03, IsPowered = true }).Stage);
        Assert.Equal(PowerStage.Critical, Run(state, 61, 100, static at => Good(at) with { StateOfCharge = 0.03, IsPowered = true }).Stage);
        Assert.Equal(PowerStage.Conserve, Run(state, 61, 500, static at => Good(at) with { StateOfCharge = 0.03, IsPowered = true }).Stage);
        Assert.Equal(PowerStage.Shutdown, Run(state, 61, 500, static at => Good(at) with { StateOfCharge = 0.03, IsPowered = true, IsPastReturn = true }).Stage);
    }

    [Fact]
    public void Whatever_is_read_it_never_flaps() =>
        AnyReading.Array[300].Sample(
            static readings =>
            {
                var (state, changes, bettered) = (new StageState(), 0, (TimeSpan?)null);
                for (var i = 0; i < readings.Length; i++)
                {
                    var decision = StageRules.Decide(state, readings[i] with { At = TimeSpan.FromSeconds(20 * i) }, Limits);
                    if (decision.Stage < state.Stage)
                    {
                        Assert.True(TimeSpan.FromSeconds(20 * i) - state.Since >= Limits.MinimumDwell);
                        bettered = TimeSpan.FromSeconds(20 * i);
                    }

                    changes += decision.IsChanged ? 1 : 0;
                    state = decision.State;
                }

                // Each way down takes a dwell, and between two of them there are at most three ways up.
                Assert.InRange(changes, 0, 4 * (1 + (int)(TimeSpan.FromSeconds(20 * 300) / Limits.MinimumDwell)));
                Assert.True(bettered is null || bettered >= Limits.MinimumDwell);
            },
            iter: 300,
            threads: 2);

    [Fact]
    public void A_wavering_load_changes_each_stage_once() =>
        Gen.Double[-0.02, 0.02].Array[2000].Sample(
            static noise =>
            {
                var (state, stages) = (new StageState(), new List<PowerStage>());
                for (var i = 0; i < noise.Length; i++)
                {
                    var charge = Math.Clamp(0.6 - (0.6 * i / noise.Length) + noise[i], 0, 1);
                    var decision = StageRules.Decide(state, new StageReading(TimeSpan.FromSeconds(10 * i), charge, 0.02), Limits);
                    state = decision.State;
                    if (decision.IsChanged)
                    {
                        stages.Add(decision.Stage);
                    }
                }

                Assert.Equal([PowerStage.Conserve, PowerStage.Critical, PowerStage.Shutdown], stages);
            },
            iter: 50,
            threads: 2);

    [Fact]
    public void Less_charge_never_leads_to_a_better_stage() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 3], static (one, other, stage) => (Low: Math.Min(one, other), High: Math.Max(one, other), Stage: (PowerStage)stage)).Sample(
            static pair => Assert.True(After(pair.Stage, pair.Low) >= After(pair.Stage, pair.High)),
            iter: 500,
            threads: 2);

    [Fact]
    public void Bad_data_changes_nothing_but_to_conserve() =>
        Gen.OneOf(Gen.Const(double.NaN), Gen.Const(double.NegativeInfinity), Gen.Double[-9, -0.001], Gen.Double[1.001, 9]).Array[400].Sample(
            static charges =>
            {
                var state = new StageState();
                for (var i = 0; i < charges.Length; i++)
                {
                    state = StageRules.Decide(state, new StageReading(TimeSpan.FromSeconds(10 * i), charges[i], 0, TimeSpan.FromHours(-1), -charges[i] * double.MaxValue, double.NaN), Limits).State;
                    Assert.True(state.Stage <= PowerStage.Conserve);
                }
            },
            iter: 100,
            threads: 2);

    private static PowerStage After(PowerStage from, double charge) =>
        Run(new StageState { Stage = from }, 1000, 1060, at => new StageReading(At(at), charge, 0.01)).Stage;

    private static StageState Run(StageState state, int from, int to, Func<int, StageReading> read)
    {
        for (var at = from; at <= to; at++)
        {
            state = StageRules.Decide(state, read(at), Limits).State;
        }

        return state;
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);

    private static StageReading Good(int at) => new(At(at), 0.8, 0.02, TimeSpan.FromHours(9), 13);
}
