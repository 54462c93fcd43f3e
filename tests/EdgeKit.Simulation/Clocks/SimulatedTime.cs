namespace EdgeKit.Simulation.Clocks;

/// <summary>The time of a simulation. It passes when the simulation says so; no timer ever rings, since nobody waits.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    /// <summary>Nine in the morning on the first of May 2026, UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What has passed.</summary>
    public TimeSpan Now { get; private set; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Goes on to a moment; never back.</summary>
    public void Pass(TimeSpan to) => Now = to > Now ? to : Now;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Start + Now;

    /// <inheritdoc />
    public override long GetTimestamp() => Now.Ticks;
}
