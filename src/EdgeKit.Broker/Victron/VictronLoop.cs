using EdgeKit.Broker.Serving;
using EdgeKit.Kernel.Loops;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.Victron;

/// <summary>Asks the GX device twice a minute to go on: it falls silent a minute after nobody does, and tells everything anew when it is asked.</summary>
internal sealed class VictronLoop(IStallBroker broker, VictronOptions victron, TimeProvider time, Random random, ILogger<VictronLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (broker.Serving.Current)
        {
            await broker.PublishAsync(new StallMessage($"R/{victron.Portal}/keepalive", default, null), cancellationToken);
        }

        return Every;
    }
}
