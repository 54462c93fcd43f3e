using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Kernel.Clocks;

/// <summary>
/// The kit's wall time, with how far to trust it. It is anchored to the monotonic clock, so that a jump of the system's clock
/// does not move it: once trusted, only the cloud or a small correction does. It never stands below the floor, the newest
/// instant that is known to have passed. Nothing that must be safe reads it; durations run on <see cref="TimeProvider"/>.
/// </summary>
public sealed class KitClock
{
    private static readonly TimeSpan ConsultEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly IClockDiscipline _discipline;
    private readonly Signals.Signal<ClockCalibration> _calibration;
    private DateTimeOffset _floor;
    private DateTimeOffset _anchorWall;
    private TimeSpan _anchorUptime;
    private TimeSpan _consulted;
    private ClockState _state = ClockState.Unset;

    /// <summary>Starts the clock at the system's time or at <paramref name="floor"/>, whichever is newer.</summary>
    /// <param name="time">The system's clocks.</param>
    /// <param name="discipline">Whether a time service disciplines them.</param>
    /// <param name="boot">The kernel's boot id.</param>
    /// <param name="floor">An instant that has passed for certain, such as the build's.</param>
    public KitClock(TimeProvider time, IClockDiscipline discipline, Guid boot, DateTimeOffset floor)
    {
        _time = time;
        _discipline = discipline;
        _floor = floor;
        Boot = boot;
        _calibration = new(new ClockCalibration(boot, 0, ClockState.Unset));
        Consult(Uptime);
    }

    /// <summary>The boot that monotonic times count from.</summary>
    public Guid Boot { get; }

    /// <summary>Time since the kernel started; it neither jumps nor stops while the board runs.</summary>
    public TimeSpan Uptime => _time.GetElapsedTime(0, _time.GetTimestamp());

    /// <summary>What turns this boot's monotonic times into wall time, once that is known; unset before.</summary>
    public Signals.ISignal<ClockCalibration> Calibration => _calibration;

    /// <summary>The instant, by every clock there is.</summary>
    public RecordedAt Now
    {
        get
        {
            lock (_gate)
            {
                var uptime = Uptime;
                if (uptime - _consulted >= ConsultEvery)
                {
                    Consult(uptime);
                }

                return new RecordedAt(Boot, (long)uptime.TotalMilliseconds, WallAt(uptime).ToUnixTimeMilliseconds(), _state);
            }
        }
    }

    /// <summary>Time never starts below what a trusted clock once wrote to the disk.</summary>
    public void RaiseFloor(RecordedAt past)
    {
        lock (_gate)
        {
            if (past.Clock < ClockState.Lan || past.Time <= _floor)
            {
                return;
            }

            _floor = past.Time;
            var uptime = Uptime;
            if (WallAt(uptime) < _floor)
            {
                Anchor(_floor, uptime, ClockState.Floor);
            }
        }
    }

    /// <summary>Takes the cloud's time, as of half a round trip ago.</summary>
    /// <param name="cloudTime">From its answer.</param>
    /// <param name="roundTrip">From question to answer.</param>
    public void Calibrate(DateTimeOffset cloudTime, TimeSpan roundTrip)
    {
        lock (_gate)
        {
            var uptime = Uptime;
            var now = cloudTime + (roundTrip / 2);
            var tolerated = roundTrip + TimeSpan.FromSeconds(2);
            if (now < _floor || (_state >= ClockState.Ntp && (now - WallAt(uptime)).Duration() <= tolerated))
            {
                return;
            }

            Anchor(now, uptime, ClockState.Cloud);
        }
    }

    private void Consult(TimeSpan uptime)
    {
        _consulted = uptime;
        var system = _time.GetUtcNow();
        if (_discipline.IsSynchronised)
        {
            // A clock already trusted is corrected by seconds, not moved by years: that would be somebody setting it by hand.
            var step = (system - WallAt(uptime)).Duration();
            if (system >= _floor && (_state < ClockState.Lan || (step > TimeSpan.FromMilliseconds(50) && step < TimeSpan.FromSeconds(5))))
            {
                Anchor(system, uptime, _state == ClockState.Cloud ? ClockState.Cloud : ClockState.Ntp);
            }
        }

        if (_state == ClockState.Unset)
        {
            var plausible = system >= _floor;
            Anchor(plausible ? system : _floor, uptime, plausible && _discipline.HasBatteryClock ? ClockState.Rtc : ClockState.Floor);
        }
    }

    private void Anchor(DateTimeOffset wall, TimeSpan uptime, ClockState state)
    {
        _anchorWall = wall;
        _anchorUptime = uptime;
        _state = state;
        if (state >= ClockState.Lan)
        {
            _calibration.Set(new ClockCalibration(Boot, (wall - uptime).ToUnixTimeMilliseconds(), state));
        }
    }

    private DateTimeOffset WallAt(TimeSpan uptime) => _anchorWall + (uptime - _anchorUptime);
}
