using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Streaming.Cache;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Streams;

/// <summary>Lets go of what nobody watches, asks origins that are down whether they are back, and tells pages how the streams are.</summary>
internal sealed class SweepLoop(
    StreamDirectory streams, SegmentCache cache, LiveReport report, EventStream events, TimeProvider time, Random random, ILogger<SweepLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), random), time, logger)
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private LiveView? _said;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var stream in streams.All)
        {
            stream.Sweep();
            await stream.Origins.ProbeAsync(cancellationToken);
        }

        cache.Sweep();
        var view = report.View();
        if (view.Viewers > 0 || view.Viewers != _said?.Viewers)
        {
            events.Publish("live", view, ContractsJson.Default.LiveView);
        }

        _said = view;
        return cache.Count > 0 || view.Viewers > 0 ? Busy : Idle;
    }
}
