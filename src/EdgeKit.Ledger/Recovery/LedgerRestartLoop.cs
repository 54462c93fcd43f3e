using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Ledger.Recovery;

/// <summary>
/// After a failed write or flush only a new process may open the ledger again. This asks for one, once a new file can be written and
/// flushed, and not before the process has run for a minute: a dead card must not become a restart loop that ends the stream.
/// </summary>
internal sealed class LedgerRestartLoop : RecurringLoop
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NotBefore = TimeSpan.FromMinutes(1);

    private readonly LedgerWriter _writer;
    private readonly Settings _settings;
    private readonly IRestartRequest _restart;
    private readonly long _started;
    private readonly IDisposable _wake;

    public LedgerRestartLoop(LedgerWriter writer, Settings settings, IRestartRequest restart, TimeProvider time, Random random, ILogger<LedgerRestartLoop> logger)
        : base(new Doorbell(time), new Backoff(Pause, TimeSpan.FromMinutes(1), random), time, logger)
    {
        (_writer, _settings, _restart) = (writer, settings, restart);
        _started = time.GetTimestamp();
        _wake = writer.Storage.Subscribe(_ => Ring());
    }

    /// <inheritdoc />
    public override ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_writer.Storage.Current != StorageState.Failed)
        {
            return ValueTask.FromResult(TimeSpan.FromHours(1));
        }

        Probe();
        var left = NotBefore - Time.GetElapsedTime(_started);
        if (left > TimeSpan.Zero)
        {
            return ValueTask.FromResult(left < Pause ? left : Pause);
        }

        _restart.Request($"the disk can be written again after: {_writer.Fault}");
        return ValueTask.FromResult(TimeSpan.FromHours(1));
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private void Probe()
    {
        var path = Path.Combine(_settings.DataDirectory, "probe");
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, new byte[4096], 0);
            DiskFlush.Flush(file);
        }

        File.Delete(path);
    }
}
