using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Ledger.Retention;

/// <summary>Keeps the log within its bounds, and counts the kit's uptime.</summary>
internal sealed partial class CompactionLoop(LedgerWriter writer, LedgerOptions options, IPowerStage power, TimeProvider time, Random random, ILogger<CompactionLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), random), time, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly ILogger _logger = logger;
    private long _counted = time.GetTimestamp();
    private bool _first = true;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_first || power.Stage.Current >= PowerStage.Critical)
        {
            // Start-up has better things to write to the card, and what is deleted an hour later is no loss.
            _first = false;
            return Pause;
        }

        var deleted = 0;
        int now;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var elapsed = (long)Time.GetElapsedTime(_counted).TotalSeconds;
            now = await writer.RunAsync(new CompactLog(elapsed, (long)options.Keep.TotalSeconds, options.KeepRecords));
            _counted += elapsed * Time.TimestampFrequency;
            deleted += now;
        }
        while (now == CompactLog.MostAtOnce);

        if (deleted > 0)
        {
            LogCompacted(deleted, writer.Oldest);
        }

        return Pause;
    }

    [LoggerMessage(2010, LogLevel.Information, "{Deleted} confirmed records were deleted; the oldest kept is {Oldest}")]
    private partial void LogCompacted(int deleted, long oldest);
}
