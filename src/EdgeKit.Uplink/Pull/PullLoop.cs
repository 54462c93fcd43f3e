using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Pull;

/// <summary>Fetches what the cloud has for this kit: its catalogue and its selling rights. Keeps one question open while the cloud is reached.</summary>
internal sealed partial class PullLoop(
    ICloudTransport transport,
    ICatalogReceiver catalog,
    ICatalogView onSale,
    IStockRights rights,
    UplinkStatus status,
    UplinkMemoryStore memory,
    UplinkBell bell,
    UplinkOptions options,
    IPowerStage power,
    Random random,
    TimeProvider time,
    ILogger<PullLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(2), options.RetryAtMost, random), time, logger)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan AfterAnswer = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhilePowerEnds = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = logger;
    private bool _reached;
    private bool _fromStart;
    private bool _heardAll;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (status.HasNewOutage)
        {
            await memory.SaveAsync(cancellationToken);
            status.HasNewOutage = false;
        }

        if (_reached && onSale.Version.Current.Length > 0 && power.Stage.Current >= PowerStage.Critical)
        {
            // Nothing that comes now is worth the radio's power: what is sold is known, and orders go up without this.
            return WhilePowerEnds;
        }

        if (onSale.Version.Current.Length > 0)
        {
            _fromStart = false;
        }
        else if (!_fromStart)
        {
            // Whatever was fetched before is lost: once from the start. Where the cloud then has no catalogue either, its cursor holds for the rest.
            memory.FeedCursor = "";
            (_fromStart, _heardAll) = (true, false);
        }

        if (await AskAsync(cancellationToken) is not { } answer)
        {
            return WhilePowerEnds;
        }

        rights.Heard();
        if (!_reached)
        {
            _reached = true;
            if (status.State == UplinkState.Unknown)
            {
                status.Online();
            }

            bell.Doorbell.Ring();
        }

        foreach (var entry in answer.Entries)
        {
            await ApplyAsync(entry, cancellationToken);
        }

        _heardAll = answer.Entries.Count == 0;
        _fromStart &= onSale.Version.Current.Length == 0;

        if (!string.Equals(answer.Next, memory.FeedCursor, StringComparison.Ordinal))
        {
            memory.FeedCursor = answer.Next;
            await memory.SaveAsync(cancellationToken);
        }

        return AfterAnswer;
    }

    /// <summary>Asks the cloud; a question that is open when the power ends is dropped.</summary>
    private async ValueTask<DownFeed?> AskAsync(CancellationToken cancellationToken)
    {
        if (!_reached || (memory.FeedCursor.Length == 0 && !_heardAll))
        {
            return await transport.PullAsync(memory.FeedCursor, TimeSpan.Zero, cancellationToken);
        }

        using var saving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var subscription = power.Stage.Subscribe(stage => _ = stage >= PowerStage.Critical ? saving.CancelAsync() : Task.CompletedTask);
        try
        {
            return await transport.PullAsync(memory.FeedCursor, Wait, saving.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override void OnFailed(Exception exception)
    {
        // The push loop finds out whether the cloud is gone for everything.
        _reached = false;
        if (status.State == UplinkState.Unknown)
        {
            status.Offline(exception.Message);
        }

        bell.Doorbell.Ring();
    }

    private async ValueTask ApplyAsync(DownEntry entry, CancellationToken cancellationToken)
    {
        switch (entry)
        {
            case { Type: "catalog.snapshot", Snapshot: { } snapshot }:
                await catalog.ReceiveAsync(snapshot, cancellationToken);
                LogCatalog(snapshot.Version);
                break;
            case { Type: "catalog.delta", Delta: { } delta }:
                if (!await catalog.ReceiveAsync(delta, cancellationToken))
                {
                    memory.FeedCursor = "";
                    throw new InvalidDataException($"the change to catalogue {delta.Version} does not follow from what is on sale; fetching it whole");
                }

                LogCatalog(delta.Version);
                break;
            case { Type: "stock.rights", Rights: { } given }:
                await rights.ReceiveAsync(given, cancellationToken);
                LogRights(given.Skus.Count);
                break;
            default:
                LogUnknown(entry.Type);
                break;
        }
    }

    [LoggerMessage(4030, LogLevel.Information, "The cloud published catalogue {Version}")]
    private partial void LogCatalog(string version);

    [LoggerMessage(4031, LogLevel.Information, "The cloud sent '{Type}', which this version does not know; passed over")]
    private partial void LogUnknown(string type);

    [LoggerMessage(4032, LogLevel.Debug, "The cloud set the selling rights of {Skus} SKUs")]
    private partial void LogRights(int skus);
}
