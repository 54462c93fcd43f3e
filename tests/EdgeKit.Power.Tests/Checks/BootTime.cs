using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Checks;

/// <summary>The clocks of one boot: monotonic time counts from it.</summary>
internal sealed class BootTime(TestClock clock) : TimeProvider
{
    private readonly long _booted = clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp() - _booted;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
}
