using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Stock;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Ledger.Writing;

/// <summary>
/// The only one that writes to the ledger. Its thread takes whatever waits, decides it in one transaction, flushes once, and only
/// then tells each caller: one tablet pays one flush and sixty-four share one. A full disk refuses what waits and tries again with
/// the next order; any other fault ends writing for this process, because a page cache after a failed flush lies.
/// </summary>
internal sealed partial class LedgerWriter(
    LedgerOptions options,
    Settings settings,
    KitClock clock,
    CloudConsumer cloud,
    EventStream events,
    LedgerMetrics metrics,
    TimeProvider time,
    ILogger<LedgerWriter> logger) : IHostedService, IVital, ILedgerStorage, IDisposable
{
    private const int LargestBatch = 256;

    // Pages of 4 KiB: when nobody waits, or at the latest. Rare enough that at eight writers fewer than one order in a hundred waits for one.
    private const int CheckpointAt = 4096;
    private const int CheckpointAtOnce = 8192;

    private static readonly TimeSpan BatchDeadline = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<LedgerCommand> _waiting = new(options.Waiting);
    private readonly KeysInProgress _keys = new();
    private readonly Signal<StorageState> _storage = new(StorageState.Opening);
    private readonly Signal<long> _head = new(0);
    private readonly Signal<long> _acknowledged = new(0);
    private readonly HoldsView _holds = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LedgerStore? _store;
    private LedgerState? _state;
    private ClockCalibration? _calibrated;
    private RunningTime _running;
    private long _batchStarted;

    /// <inheritdoc />
    public string Name => "ledger writer";

    /// <inheritdoc />
    public bool IsAlive => Interlocked.Read(ref _batchStarted) is var started && (started == 0 || time.GetElapsedTime(started) < BatchDeadline);

    /// <inheritdoc />
    public ISignal<StorageState> Storage => _storage;

    /// <inheritdoc />
    public string? Fault { get; private set; }

    /// <summary>Whose log it is.</summary>
    public Guid Incarnation { get; private set; }

    /// <summary>The last record on the disk.</summary>
    public ISignal<long> Head => _head;

    /// <summary>The last record that the cloud has.</summary>
    public ISignal<long> Acknowledged => _acknowledged;

    /// <summary>The oldest record kept.</summary>
    public long Oldest { get; private set; }

    /// <summary>What may be sold, as of the last commit.</summary>
    public StockView Stock { get; } = new(new SellingTime(time));

    /// <summary>For how long granted rights may still be sold.</summary>
    public SellingTime Selling => Stock.Selling;

    /// <summary>What shoppers ask for.</summary>
    public StockDemand Demand { get; } = new(time);

    /// <summary>The holds, as of the last commit.</summary>
    public HoldsView Holds => _holds;

    /// <summary>The time that holds count by.</summary>
    public TimeSpan Running => _running.At(clock.Uptime).Now;

    /// <summary>Opens the ledger and starts the thread. The daemon is not ready before.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        (_store, _state) = LedgerStore.Open(
            settings.DataDirectory, clock.Boot, Guid.CreateVersion7(clock.Now.Time), cloud.Name);
        Incarnation = _state.Incarnation;
        Oldest = _state!.Oldest;
        _running = _state.Holds.Saved.On(_store.BootNumber, clock.Uptime);
        Stock.Replace(_state);
        if (SellingTable.Find(_store) is var (limit, left))
        {
            Selling.Resume(limit, left);
        }
        _holds.Replace(_state.Holds);
        metrics.HoldsAre(_state.Holds.Active);
        if (_store.FindRecord(_state.Head.Seq) is { } last)
        {
            clock.RaiseFloor(last.RecordedAt);
        }

        _acknowledged.Set(_state.Acknowledged);
        _head.Set(_state.Head.Seq);
        _storage.Subscribe(state => Demand.SetReady(state == StorageState.Ready));
        _storage.Set(StorageState.Ready);
        LogOpened(_state.Incarnation, _state.Head.Seq, _state.Head.Seq - _state.Acknowledged, time.GetElapsedTime(started).TotalMilliseconds);
        new Thread(Run) { Name = Name, IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Commits what still waits, and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.CompleteAdding();
        if (_store is not null)
        {
            await _ended.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs a command with a key. Once it waits, it is decided whether or not its caller is still there.</summary>
    public async Task<CommandResult> SubmitAsync(KeyedCommand command)
    {
        if (_keys.Take(command.Key) is { } same)
        {
            return same ? new CommandResult.KeyInProgress() : new CommandResult.KeyReused();
        }

        try
        {
            return Enqueue(command) ?? await command.Told;
        }
        finally
        {
            _keys.Release(command.Key);
        }
    }

    /// <summary>Runs a command about a hold.</summary>
    public async Task<CommandResult> SubmitAsync(HoldCommand command) => Enqueue(command) ?? await command.Told;

    /// <summary>Runs a command without one.</summary>
    /// <exception cref="IOException">It could not be put on the disk; the message says why.</exception>
    public async Task<TResult> RunAsync<TResult>(LedgerCommand<TResult> command) =>
        Enqueue(command) is { } refused ? throw new IOException($"The ledger does not take it: {refused}") : await command.Told;

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellationToken) => RunAsync(new Settle()).WaitAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _waiting.Dispose();

    private CommandResult? Enqueue(LedgerCommand command)
    {
        if (_storage.Current is StorageState.Failed or StorageState.Stopped or StorageState.Opening)
        {
            return new CommandResult.Unavailable(_storage.Current, Fault ?? "the kit is not taking orders now");
        }

        try
        {
            return _waiting.TryAdd(command) ? null : new CommandResult.Busy();
        }
        catch (InvalidOperationException) when (_waiting.IsAddingCompleted)
        {
            return new CommandResult.Unavailable(StorageState.Stopped, "the kit is shutting down");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends the writer must reach those who wait.")]
    private void Run()
    {
        var batch = new List<LedgerCommand>(LargestBatch);
        try
        {
            foreach (var first in _waiting.GetConsumingEnumerable())
            {
                batch.Add(first);
                while (batch.Count < LargestBatch && _waiting.TryTake(out var next))
                {
                    batch.Add(next);
                }

                Interlocked.Exchange(ref _batchStarted, time.GetTimestamp());
                Process(batch);
                Interlocked.Exchange(ref _batchStarted, 0);
                batch.Clear();
            }

            if (_storage.Current is not StorageState.Failed)
            {
                _storage.Set(StorageState.Stopped);
                _store!.Dispose();
            }
        }
        catch (Exception exception)
        {
            FailStorage(exception);
            batch.ForEach(command => command.Doubt(Fault!));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Process(List<LedgerCommand> commands)
    {
        if (_storage.Current is StorageState.Failed)
        {
            commands.ForEach(command => command.Refuse(StorageState.Failed, Fault!));
            return;
        }

        var started = time.GetTimestamp();
        var batch = new LedgerBatch(_store!, _state!, clock.Now, Selling.IsFrozen) { Running = _running.At(clock.Uptime) };
        try
        {
            Commit(batch, commands);
        }
        catch (SqliteException exception)
        {
            batch.Undo();
            Refuse(commands, exception, batch.MayBeOnDisk);
            return;
        }
        catch (Exception exception) when (commands.Count == 1)
        {
            batch.Undo();
            _store!.Rollback();
            LogDefect(exception, commands[0].GetType().Name);
            commands[0].Fail(exception);
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // One of them is bad. Each alone, so that it harms no other.
            batch.Undo();
            _store!.Rollback();
            commands.ForEach(command => Process([command]));
            return;
        }

        metrics.Committed(commands.Count, time.GetElapsedTime(started));
        Publish(batch);
        commands.ForEach(static command => command.Tell());
        CheckpointIfDue();
    }

    private void Commit(LedgerBatch batch, List<LedgerCommand> commands)
    {
        var (head, acknowledged, oldest) = (_state!.Head.Seq, _state.Acknowledged, _state.Oldest);
        _store!.Begin();
        batch.ExpireHolds();
        foreach (var command in commands)
        {
            command.Decide(batch);
        }

        if (_state.Head.Seq == head && _state.Acknowledged == acknowledged && _state.Oldest == oldest && !batch.HasOtherWrites)
        {
            // Nothing but refusals and replays: nothing to flush.
            _store.Rollback();
            return;
        }

        AppendCalibration(batch);
        batch.Commit();
    }

    /// <summary>The offset of this boot goes into the log once it is known, so that records from before have their true time.</summary>
    private void AppendCalibration(LedgerBatch batch)
    {
        var known = clock.Calibration.Current;
        if (known.Source == Contracts.ClockState.Unset || (_calibrated is { } told && Math.Abs(told.OffsetMs - known.OffsetMs) < 2000))
        {
            return;
        }

        var body = new ClockCalibratedBody(known.Boot, known.OffsetMs, known.Source);
        batch.Append(
            RecordTypes.ClockCalibrated,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, Contracts.ContractsJson.Default.ClockCalibratedBody));
        _calibrated = known;
    }

    private void Publish(LedgerBatch batch)
    {
        if (_storage.Current is StorageState.Full)
        {
            Fault = null;
            LogSpaceReturned();
        }

        _storage.Set(StorageState.Ready);
        var changed = batch.ChangedStock();
        Stock.Apply(changed);
        IReadOnlyList<StockLevel> stock = [.. changed.Select(sku => sku.Level(batch.IsFrozen))];
        Demand.Add(batch.Asked, batch.NewStock(), stock);
        Oldest = _state!.Oldest;
        if (batch.Holds is { } holds)
        {
            PublishHolds(holds);
        }

        var moved = _head.Current != _state!.Head.Seq || _acknowledged.Current != _state.Acknowledged;
        _acknowledged.Set(_state.Acknowledged);
        _head.Set(_state.Head.Seq);
        foreach (var news in batch.News)
        {
            events.Publish("order", news, LedgerJson.Default.OrderNews);
        }

        if (stock.Count > 0)
        {
            events.Publish("stock", stock, LedgerJson.Default.IReadOnlyListStockLevel);
        }

        if (moved)
        {
            events.Publish("promise", new FeedPosition(_state.Head.Seq, _state.Acknowledged), LedgerJson.Default.FeedPosition);
        }
    }

    private void PublishHolds(HoldChanges changes)
    {
        _holds.Apply(changes, _state!.Holds);
        metrics.HoldsAre(_state.Holds.Active);
        var ended = changes.Ended;
        foreach (var hold in ended)
        {
            metrics.HoldEnded(hold.State);
        }

        if (ended.Count > 0)
        {
            // The id of one that is active is its holder's secret.
            events.Publish("hold", [.. ended.Select(hold => hold.ViewAt(changes.Running.Now))], Contracts.ContractsJson.Default.IReadOnlyListHoldView);
        }
    }

    private void Refuse(List<LedgerCommand> commands, SqliteException exception, bool mayBeOnDisk)
    {
        if (StorageFaults.IsPassing(exception))
        {
            _store!.Rollback();
            Fault = StorageFaults.Explain(exception);
            if (_storage.Current is not StorageState.Full)
            {
                LogFull(Fault);
            }

            _storage.Set(StorageState.Full);
            commands.ForEach(command => command.Refuse(StorageState.Full, Fault));
            return;
        }

        FailStorage(exception);
        if (mayBeOnDisk)
        {
            // The log file may hold the commit although its flush failed, and opening it again would find it.
            commands.ForEach(command => command.Doubt(Fault!));
        }
        else
        {
            commands.ForEach(command => command.Refuse(StorageState.Failed, Fault!));
        }
    }

    private void FailStorage(Exception exception)
    {
        Fault = exception is SqliteException fault ? StorageFaults.Explain(fault) : exception.Message;
        _storage.Set(StorageState.Failed);
        LogFailed(exception, Fault);
    }

    private void CheckpointIfDue()
    {
        var pages = _store!.PagesSinceCheckpoint;
        if (pages < CheckpointAt || (pages < CheckpointAtOnce && _waiting.Count > 0))
        {
            return;
        }

        try
        {
            _store.Checkpoint();
        }
        catch (SqliteException exception) when (StorageFaults.IsPassing(exception))
        {
            LogNoCheckpoint(StorageFaults.Explain(exception));
        }
        catch (SqliteException exception)
        {
            FailStorage(exception);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "Ledger {Incarnation} is open at record {Seq}, {Queued} of them not yet with the cloud ({Milliseconds:0} ms)")]
    private partial void LogOpened(Guid incarnation, long seq, long queued, double milliseconds);

    [LoggerMessage(2002, LogLevel.Error, "Orders are refused until there is space: {Reason}")]
    private partial void LogFull(string reason);

    [LoggerMessage(2003, LogLevel.Information, "There is space again: orders are taken")]
    private partial void LogSpaceReturned();

    [LoggerMessage(2004, LogLevel.Critical, "The ledger cannot be written any more, orders are refused until it has been opened again: {Reason}")]
    private partial void LogFailed(Exception exception, string reason);

    [LoggerMessage(2005, LogLevel.Error, "{Command} failed, which is a defect; nothing was committed for it")]
    private partial void LogDefect(Exception exception, string command);

    [LoggerMessage(2006, LogLevel.Warning, "The write-ahead log stays as it is for now: {Reason}")]
    private partial void LogNoCheckpoint(string reason);
}
