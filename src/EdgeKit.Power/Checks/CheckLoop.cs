using EdgeKit.Kernel.Loops;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Checks;

/// <summary>Tells everyone when a check becomes due, late or escalated. Writes nothing.</summary>
internal sealed class CheckLoop(CheckBook checks, Random random, TimeProvider time, ILogger<CheckLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    // The clock may have been corrected, or a reading recorded.
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        await checks.OpenAsync(cancellationToken);
        return checks.Look() is { } next && next < AtLeast ? next : AtLeast;
    }
}
