using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Stock;

namespace EdgeKit.Ledger.Writing;

/// <summary>
/// One transaction while it is put together. What it changes in memory it can take back, so that memory never says more than
/// the disk.
/// </summary>
internal sealed class LedgerBatch(LedgerStore store, LedgerState state, RecordedAt now, bool isFrozen)
{
    private readonly LedgerHead _headBefore = state.Head;
    private readonly long _acknowledgedBefore = state.Acknowledged;
    private readonly long _oldestBefore = state.Oldest;
    private readonly Dictionary<string, StockCounters> _stockBefore = new(StringComparer.Ordinal);

    /// <summary>What the writer's statements reach.</summary>
    public LedgerStore Store => store;

    /// <summary>What holds inside this transaction.</summary>
    public LedgerState State => state;

    /// <summary>The instant of every record in it.</summary>
    public RecordedAt Now => now;

    /// <summary>The same instant, as holds count time.</summary>
    public RunningTime Running { get; init; }

    /// <summary>What it changes of holds; null for nothing.</summary>
    public HoldChanges? Holds { get; private set; }

    /// <summary>Whether granted rights may not be sold in it.</summary>
    public bool IsFrozen => isFrozen;

    /// <summary>The sequence that the next record gets.</summary>
    public long NextSeq => state.Head.Seq + 1;

    /// <summary>Whether something was written besides records, counters and cursors.</summary>
    public bool HasOtherWrites { get; set; }

    /// <summary>What pages are told once it is on the disk.</summary>
    public List<OrderNews> News { get; } = [];

    /// <summary>What shoppers asked for in it.</summary>
    public List<Asked> Asked { get; } = [];

    /// <summary>Adds a record.</summary>
    /// <param name="type">One of <see cref="RecordTypes"/>.</param>
    /// <param name="body">Its members as JSON.</param>
    /// <param name="key">Who asked, if somebody did.</param>
    /// <param name="answer">What is answered.</param>
    public void Append(string type, ReadOnlyMemory<byte> body, IdempotencyKey? key = null, ReadOnlyMemory<byte> answer = default)
    {
        var head = state.Head;

        // Only a trusted clock moves the logical one: a board that woke in 2076 must not drag every later record there.
        var hlc = Math.Max(head.Hlc + 1, now.Clock >= ClockState.Lan ? now.WallMs << 16 : 0);
        var record = new LogRecord(head.Seq + 1, type, now, hlc, head.Hash, body);
        var orders = head.Orders + (string.Equals(type, RecordTypes.OrderAccepted, StringComparison.Ordinal) ? 1 : 0);
        store.Insert(record, orders, key, answer);
        state.Head = new LedgerHead(record.Seq, HashChain.Of(record), hlc, orders);
    }

    /// <summary>Changes a SKU's counters.</summary>
    public void SetStock(string sku, StockCounters counters)
    {
        _stockBefore.TryAdd(sku, state.Stock.GetValueOrDefault(sku));
        state.Stock[sku] = counters;
    }

    /// <summary>Changes holds. The running time is saved with that, or alone if nothing changes.</summary>
    public HoldChanges ChangeHolds()
    {
        HasOtherWrites = true;
        return Holds ??= new HoldChanges(state.Holds, Running);
    }

    /// <summary>Ends the holds whose time is over, before anything is decided: none of them counts in a decision.</summary>
    public void ExpireHolds()
    {
        while (state.Holds.DueAt(Running.Now) is { } due)
        {
            ChangeHolds().End(due, HoldState.Expired);
        }
    }

    /// <summary>The refusal, if something that is wanted cannot be had now; what is missing counts as demand, once for each asker.</summary>
    /// <param name="asker">The same at each repetition.</param>
    /// <param name="wanted">One entry a SKU.</param>
    /// <param name="own">The asker's own hold, which never stands in the way.</param>
    /// <param name="because">What else was not as the asker thinks.</param>
    public CommandResult.OutOfStock? WhyNot(long asker, IReadOnlyList<SkuQuantity> wanted, Hold? own = null, string? because = null)
    {
        if (StockRules.Missing(wanted, state, isFrozen, own) is not { } missing)
        {
            return null;
        }

        foreach (var (sku, quantity) in wanted)
        {
            if (missing.TryGetValue(sku, out var available))
            {
                Asked.Add(new Asked(asker, sku, (int)(quantity - available), IsMet: false));
            }
        }

        return new CommandResult.OutOfStock(missing, because ?? (isFrozen ? StockRules.WhyFrozen(missing.Keys, state) : null));
    }

    /// <summary>Whether the commit was begun: if it failed, nobody knows before the ledger is opened again whether the disk has it.</summary>
    public bool MayBeOnDisk { get; private set; }

    /// <summary>Writes what changed and flushes it. When it returns, everything in the batch survives a power cut.</summary>
    public void Commit()
    {
        foreach (var sku in _stockBefore.Keys)
        {
            store.PutStock(sku, state.Stock[sku]);
        }

        Holds?.Write(store.Holds);
        MayBeOnDisk = true;
        store.Commit();
    }

    /// <summary>Takes everything back.</summary>
    public void Undo()
    {
        state.Head = _headBefore;
        state.Acknowledged = _acknowledgedBefore;
        state.Oldest = _oldestBefore;
        Holds?.Undo();
        foreach (var (sku, counters) in _stockBefore)
        {
            if (counters.IsUntouched)
            {
                state.Stock.Remove(sku);
            }
            else
            {
                state.Stock[sku] = counters;
            }
        }
    }

    /// <summary>The SKUs that it changed, as they are now.</summary>
    public IReadOnlyList<SkuStock> ChangedStock() =>
        [.. (Holds is null ? _stockBefore.Keys : _stockBefore.Keys.Union(Holds.Skus, StringComparer.Ordinal)).Select(state.StockOf)];

    /// <summary>The SKUs that the kit never had before.</summary>
    public IEnumerable<string> NewStock() => _stockBefore.Where(static before => before.Value.IsUntouched).Select(static before => before.Key);
}
