using EdgeKit.Kernel.Loops;
using EdgeKit.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Ledger.Holds;

/// <summary>
/// Expires holds on time, none early, and saves the running time while something is held: after a power cut a hold has at most that much
/// more time than it had. Nothing is written while nothing is held.
/// </summary>
internal sealed class HoldLoop : RecurringLoop
{
    /// <summary>Running time between two savings; with the time that a commit takes it stays below 30 s.</summary>
    public static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    // A timer that is early by less than its own resolution must not make the loop spin.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    private readonly LedgerWriter _writer;
    private readonly IDisposable _wake;

    public HoldLoop(LedgerWriter writer, TimeProvider time, Random random, ILogger<HoldLoop> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
    {
        _writer = writer;
        _wake = writer.Holds.NextDeadline.Subscribe(_ => Ring());
    }

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (Due() <= TimeSpan.Zero)
        {
            await _writer.RunAsync(new SaveRunningTime()).WaitAsync(cancellationToken);
        }

        var due = Due();
        return due < ShortestPause ? ShortestPause : due;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private TimeSpan Due()
    {
        var deadline = _writer.Holds.NextDeadline.Current;
        if (deadline == TimeSpan.MaxValue)
        {
            return Idle;
        }

        var save = _writer.Holds.Saved + SaveEvery;
        return (deadline < save ? deadline : save) - _writer.Running;
    }
}
