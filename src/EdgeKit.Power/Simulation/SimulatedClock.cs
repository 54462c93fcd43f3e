namespace EdgeKit.Power.Simulation;

/// <summary>A clock that moves when told: hours of a recorded day pass in a moment.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private long _ticks;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => new(_ticks);

    /// <inheritdoc />
    public override long GetTimestamp() => _ticks;

    /// <summary>Moves on.</summary>
    public void Advance(TimeSpan by) => _ticks += by.Ticks;
}
