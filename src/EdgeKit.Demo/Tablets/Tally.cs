using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Demo.Tablets;

/// <summary>What the tablets of one demo have seen. It keeps every receipt, since the comparison asks for each of them.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, OrderReceipt> _receipts = [];
    private int _retries;
    private int _replays;
    private int _soldOut;
    private int _changes;
    private int _restocks;
    private int _refusals;
    private Problem? _lastRefusal;

    /// <summary>How the last connection failed.</summary>
    public string? LastCut { get; set; }

    /// <summary>The figures now.</summary>
    public TallyView View
    {
        get
        {
            lock (_gate)
            {
                return new TallyView(_receipts.Count, _changes, _retries, _replays, _soldOut, _restocks, _refusals, _lastRefusal);
            }
        }
    }

    /// <summary>The orders that tablets hold a receipt of.</summary>
    public IReadOnlyCollection<Guid> Receipts
    {
        get
        {
            lock (_gate)
            {
                return [.. _receipts.Keys];
            }
        }
    }

    /// <summary>How many of the receipts the cloud has covered.</summary>
    public int ConfirmedBy(long ackSeq)
    {
        lock (_gate)
        {
            return _receipts.Values.Count(receipt => receipt.Seq <= ackSeq);
        }
    }

    /// <summary>An order was accepted.</summary>
    public void Accepted(OrderReceipt receipt)
    {
        lock (_gate)
        {
            _receipts[receipt.OrderId] = receipt;
        }
    }

    /// <summary>An order was paid, voided or refunded.</summary>
    public void Changed() => Interlocked.Increment(ref _changes);

    /// <summary>A wish went out again with its key.</summary>
    public void Retried() => Interlocked.Increment(ref _retries);

    /// <summary>The kit had done it already and said so.</summary>
    public void Replayed() => Interlocked.Increment(ref _replays);

    /// <summary>A customer wanted what was not there.</summary>
    public void SoldOut() => Interlocked.Increment(ref _soldOut);

    /// <summary>Goods arrived.</summary>
    public void Restocked() => Interlocked.Increment(ref _restocks);

    /// <summary>The kit refused something that no till should ask for.</summary>
    public void Refused(Problem problem)
    {
        lock (_gate)
        {
            _refusals++;
            _lastRefusal = problem;
        }
    }
}
