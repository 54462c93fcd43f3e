using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Ledger.Writing;
using EdgeKit.Simulation.Clocks;

namespace EdgeKit.Simulation.Kits;

/// <summary>
/// A kit's ledger as it is, without the thread and the network around it: the same store, batches and commands, each in a transaction of its own, at a time that
/// the simulation sets. Its power can go in the middle of any of them.
/// </summary>
internal sealed class SimulatedKit : IDisposable
{
    private const string Cloud = "cloud";

    private readonly string _directory;
    private readonly SimulatedTime _time;
    private readonly Random _random;
    private readonly Guid _incarnation;
    private Running? _on;
    private TimeSpan _offset;

    public SimulatedKit(string id, string directory, SimulatedTime time, Random random)
    {
        (Id, _directory, _time, _random, _incarnation) = (id, directory, time, random, NewId(random));
        SwitchOn();
    }

    public string Id { get; }

    public bool IsOn => _on is not null;

    public Guid Incarnation => On.State.Incarnation;

    /// <summary>What is on the disk.</summary>
    public LedgerState State => On.State;

    public StockDemand Demand => On.Demand;

    /// <summary>For how long granted rights may be sold.</summary>
    public SellingTime Selling => On.Selling;

    private Running On => _on ?? throw new InvalidOperationException($"{Id} has no power.");

    /// <summary>Runs a command.</summary>
    /// <returns>What was told; nothing when the power went.</returns>
    public async Task<(bool IsTold, T? Result)> RunAsync<T>(LedgerCommand<T> command, PowerCut cut = PowerCut.None)
    {
        var on = On;
        var batch = new LedgerBatch(on.Store, on.State, on.Clock.Now, on.Selling.IsFrozen) { Running = on.RunningTime.At(on.Clock.Uptime) };
        var (head, acknowledged, oldest) = (on.State.Head.Seq, on.State.Acknowledged, on.State.Oldest);
        on.Store.Begin();
        batch.ExpireHolds();
        command.Decide(batch);
        if (cut == PowerCut.BeforeCommit)
        {
            Cut();
            return (false, default);
        }

        if (on.State.Head.Seq == head && on.State.Acknowledged == acknowledged && on.State.Oldest == oldest && !batch.HasOtherWrites)
        {
            on.Store.Rollback();
        }
        else
        {
            batch.Commit();
        }

        if (cut == PowerCut.AfterCommit)
        {
            Cut();
            return (false, default);
        }

        on.Demand.Add(batch.Asked, batch.NewStock(), [.. batch.ChangedStock().Select(stock => stock.Level(batch.IsFrozen))]);
        command.Tell();
        return (true, await command.Told);
    }

    /// <summary>The power goes.</summary>
    public void Cut()
    {
        _on?.Store.Dispose();
        _on = null;
    }

    /// <summary>The power is back: everything that is not on the disk is forgotten.</summary>
    public void SwitchOn()
    {
        var board = new BoardTime(_time, _offset);
        var clock = new KitClock(board, new NobodysTime(), NewId(_random), SimulatedTime.Start);
        var (store, state) = LedgerStore.Open(_directory, clock.Boot, _incarnation, Cloud);
        var selling = new SellingTime(board);
        if (SellingTable.Find(store) is var (limit, left))
        {
            selling.Resume(limit, left);
        }

        var demand = new StockDemand(board);
        demand.SetReady(true);
        _on = new Running(board, clock, store, state, state.Holds.Saved.On(store.BootNumber, clock.Uptime), demand, selling);
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void SetClock(TimeSpan offset)
    {
        _offset = offset;
        if (_on is { } on)
        {
            on.Board.Offset = offset;
        }
    }

    /// <summary>What may be sold now.</summary>
    public long SellableOf(string sku) => Math.Max(0, On.State.StockOf(sku).Sellable(On.Selling.IsFrozen));

    /// <summary>Records after a number.</summary>
    public List<LogRecord> Records(long after, int limit)
    {
        using var connection = LedgerFile.OpenForReading(_directory);
        using var command = connection.Prepare($"SELECT {RecordReader.Columns} FROM {RecordReader.From} WHERE log.seq > $after ORDER BY log.seq LIMIT $limit", "$after", "$limit");
        command.Parameters[0].Value = after;
        command.Parameters[1].Value = limit;
        using var row = command.ExecuteReader();
        var records = new List<LogRecord>();
        while (row.Read())
        {
            records.Add(RecordReader.Read(row));
        }

        return records;
    }

    /// <summary>The cloud has everything up to a record.</summary>
    public Task<(bool IsTold, bool Result)> AcknowledgeAsync(long seq) => RunAsync(new AcknowledgeFeed(Cloud, seq, isCloud: true));

    /// <summary>Transfers that were asked for and not answered.</summary>
    public List<TransferRequest> Pending()
    {
        using var connection = LedgerFile.OpenForReading(_directory);
        return [.. TransferTable.ReadPending(connection).Select(row => new TransferRequest(row.Id, row.Sku, row.Asked, row.Kit, row.Incarnation, Id, Incarnation))];
    }

    /// <summary>An id that the seed repeats.</summary>
    public static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <inheritdoc />
    public void Dispose() => Cut();

    private sealed record Running(
        BoardTime Board,
        KitClock Clock,
        LedgerStore Store,
        LedgerState State,
        EdgeKit.Ledger.Holds.RunningTime RunningTime,
        StockDemand Demand,
        SellingTime Selling);
}
