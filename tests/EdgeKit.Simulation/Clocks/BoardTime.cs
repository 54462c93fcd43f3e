namespace EdgeKit.Simulation.Clocks;

/// <summary>The clocks of one board since it was switched on: monotonic time from zero, and a wall clock that people set to anything.</summary>
internal sealed class BoardTime(SimulatedTime time, TimeSpan offset) : TimeProvider
{
    private readonly TimeSpan _on = time.Now;

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Offset { get; set; } = offset;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    /// <inheritdoc />
    public override long GetTimestamp() => (time.Now - _on).Ticks;
}
