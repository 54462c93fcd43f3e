namespace EdgeKit.Kernel.Tests.Clocks;

/// <summary>A system whose wall clock can be set while its monotonic clock runs on.</summary>
internal sealed class TwoClocks(DateTimeOffset wall) : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = wall;

    public TimeSpan Uptime { get; private set; } = TimeSpan.FromMinutes(3);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => Uptime.Ticks;

    public void Pass(TimeSpan time)
    {
        Wall += time;
        Uptime += time;
    }
}
