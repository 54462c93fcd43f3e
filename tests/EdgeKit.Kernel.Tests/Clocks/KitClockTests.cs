using CsCheck;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Testing;

namespace EdgeKit.Kernel.Tests.Clocks;

public sealed class KitClockTests
{
    private static readonly DateTimeOffset Built = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Consulted = TimeSpan.FromSeconds(10);

    private readonly TwoClocks _system = new(Noon);
    private readonly TestDiscipline _discipline = new();
    private readonly Guid _boot = Guid.CreateVersion7(Noon);

    [Fact]
    public void A_board_that_starts_in_1970_starts_at_the_floor()
    {
        _system.Wall = DateTimeOffset.UnixEpoch;
        var clock = Clock();

        Assert.Equal((Built, ClockState.Floor), (clock.Now.Time, clock.Now.Clock));
        _system.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(Built.AddMinutes(5), clock.Now.Time);
        Assert.Equal(ClockState.Unset, clock.Calibration.Current.Source);
    }

    [Theory]
    [InlineData(false, false, ClockState.Floor)]
    [InlineData(true, false, ClockState.Rtc)]
    [InlineData(false, true, ClockState.Ntp)]
    [InlineData(true, true, ClockState.Ntp)]
    public void A_plausible_time_is_taken_for_what_it_is_worth(bool hasBattery, bool isSynchronised, ClockState state)
    {
        (_discipline.HasBatteryClock, _discipline.IsSynchronised) = (hasBattery, isSynchronised);

        Assert.Equal((Noon, state), (Clock().Now.Time, Clock().Now.Clock));
    }

    [Fact]
    public void A_time_service_that_says_1970_is_not_believed()
    {
        _system.Wall = DateTimeOffset.UnixEpoch;
        _discipline.IsSynchronised = true;

        Assert.Equal((Built, ClockState.Floor), (Clock().Now.Time, Clock().Now.Clock));
    }

    [Fact]
    public void A_time_service_that_comes_later_sets_the_clock_and_calibrates_the_boot()
    {
        _system.Wall = DateTimeOffset.UnixEpoch;
        var clock = Clock();
        (_system.Wall, _discipline.IsSynchronised) = (Noon, true);
        Assert.Equal(ClockState.Floor, clock.Now.Clock);

        _system.Pass(Consulted);

        var now = clock.Now;
        Assert.Equal((Noon + Consulted, ClockState.Ntp), (now.Time, now.Clock));
        Assert.Equal(new ClockCalibration(_boot, now.WallMs - now.MonotonicMs, ClockState.Ntp), clock.Calibration.Current);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-2, true)]
    [InlineData(50, false)]
    [InlineData(50, true)]
    public void A_jump_of_years_moves_nothing(int years, bool isSynchronised)
    {
        (_discipline.HasBatteryClock, _discipline.IsSynchronised) = (true, isSynchronised);
        var clock = Clock();
        var before = clock.Now;

        _system.Wall = _system.Wall.AddYears(years);
        _system.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(before with { MonotonicMs = before.MonotonicMs + 60_000, WallMs = before.WallMs + 60_000 }, clock.Now);
    }

    [Fact]
    public void A_trusted_clock_is_corrected_by_seconds()
    {
        _discipline.IsSynchronised = true;
        var clock = Clock();

        _system.Wall += TimeSpan.FromSeconds(2);
        _system.Pass(Consulted);

        Assert.Equal((_system.Wall, ClockState.Ntp), (clock.Now.Time, clock.Now.Clock));
    }

    [Fact]
    public void The_clouds_time_counts_from_the_middle_of_the_round_trip()
    {
        var clock = Clock();

        clock.Calibrate(Noon.AddHours(3), TimeSpan.FromSeconds(4));

        Assert.Equal((Noon.AddHours(3).AddSeconds(2), ClockState.Cloud), (clock.Now.Time, clock.Now.Clock));
        Assert.Equal(ClockState.Cloud, clock.Calibration.Current.Source);
    }

    [Theory]
    [InlineData(2, ClockState.Ntp)]
    [InlineData(4, ClockState.Cloud)]
    public void The_cloud_moves_a_trusted_clock_only_beyond_what_the_link_explains(int secondsOff, ClockState state)
    {
        _discipline.IsSynchronised = true;
        var clock = Clock();

        clock.Calibrate(Noon.AddSeconds(secondsOff), TimeSpan.FromSeconds(1));

        Assert.Equal(state, clock.Now.Clock);
    }

    [Fact]
    public void A_cloud_that_is_behind_the_floor_is_not_believed()
    {
        var clock = Clock();

        clock.Calibrate(DateTimeOffset.UnixEpoch, TimeSpan.Zero);

        Assert.Equal((Noon, ClockState.Floor), (clock.Now.Time, clock.Now.Clock));
    }

    [Fact]
    public void Time_does_not_start_below_what_a_trusted_clock_once_wrote()
    {
        var clock = Clock();

        clock.RaiseFloor(Past(Noon.AddDays(9), ClockState.Floor));
        Assert.Equal(Noon, clock.Now.Time);

        clock.RaiseFloor(Past(Noon.AddDays(3), ClockState.Ntp));
        Assert.Equal((Noon.AddDays(3), ClockState.Floor), (clock.Now.Time, clock.Now.Clock));

        clock.RaiseFloor(Past(Noon.AddDays(1), ClockState.Cloud));
        Assert.Equal(Noon.AddDays(3), clock.Now.Time);
    }

    [Fact]
    public void Whatever_the_wall_clock_does_monotonic_time_runs_and_the_floor_holds()
    {
        var steps = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 100_000], Gen.Long[-2_000_000_000, 2_000_000_000]).Array[1, 40];

        steps.Sample(static played =>
        {
            var system = new TwoClocks(DateTimeOffset.UnixEpoch);
            var discipline = new TestDiscipline();
            var clock = new KitClock(system, discipline, Guid.Empty, Built);
            foreach (var (kind, milliseconds, jump) in played)
            {
                var before = clock.Now;
                switch (kind)
                {
                    case 0:
                        system.Wall = Noon.AddSeconds(jump);
                        break;
                    case 1:
                        discipline.IsSynchronised = !discipline.IsSynchronised;
                        break;
                    case 2:
                        clock.Calibrate(Noon.AddSeconds(jump), TimeSpan.FromMilliseconds(milliseconds));
                        break;
                    default:
                        break;
                }

                system.Pass(TimeSpan.FromMilliseconds(milliseconds));
                var now = clock.Now;
                Assert.Equal(before.MonotonicMs + milliseconds, now.MonotonicMs);
                Assert.True(now.Time >= Built);
                Assert.True(now.Clock >= ClockState.Floor);
            }
        });
    }

    private RecordedAt Past(DateTimeOffset time, ClockState state) => new(_boot, 0, time.ToUnixTimeMilliseconds(), state);

    private KitClock Clock() => new(_system, _discipline, _boot, Built);
}
