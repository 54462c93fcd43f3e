using EdgeKit.Cloud.Pool;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// What new records do to orders and stock, worked out in memory in their order, so that it is stored with few statements. A record
/// that contradicts what is known is set aside and changes nothing.
/// </summary>
internal sealed class BatchEffects
{
    private readonly Dictionary<long, KnownOrder> _known;
    private readonly Dictionary<string, StockDelta> _stock = new(StringComparer.Ordinal);

    /// <summary>Works it out.</summary>
    /// <param name="records">The new ones with what they mean.</param>
    /// <param name="known">The older orders that they speak of.</param>
    public BatchEffects(IEnumerable<(long Seq, RecordMeaning Meaning)> records, Dictionary<long, KnownOrder> known)
    {
        _known = known;
        foreach (var (seq, meaning) in records)
        {
            if (Apply(seq, meaning) is { } why)
            {
                SetAside.Add((seq, why));
            }
        }
    }

    /// <summary>Orders that were accepted.</summary>
    public Dictionary<long, KnownOrder> Accepted { get; } = [];

    /// <summary>Older orders that changed.</summary>
    public Dictionary<long, KnownOrder> Changed { get; } = [];

    /// <summary>Records that are kept and have no effect, and why.</summary>
    public List<(long Seq, string Why)> SetAside { get; } = [];

    /// <summary>Counters to raise, in the one order in which everybody locks them.</summary>
    public IEnumerable<KeyValuePair<string, StockDelta>> Stock => _stock.OrderBy(static sku => sku.Key, StringComparer.Ordinal);

    /// <summary>The orders from before <paramref name="first"/> that these records speak of.</summary>
    public static IEnumerable<long> OlderOrders(IEnumerable<RecordMeaning> meanings, long first) =>
        meanings.Select(static meaning => meaning switch
        {
            RecordMeaning.Paid paid => paid.OrderSeq,
            RecordMeaning.TakenBack back => back.OrderSeq,
            _ => long.MaxValue,
        }).Where(seq => seq < first).Distinct();

    private string? Apply(long seq, RecordMeaning meaning)
    {
        switch (meaning)
        {
            case RecordMeaning.Accepted(var order):
                Accepted.Add(seq, new KnownOrder(order.Status, order.Total, order.Lines, []));
                Raise(order.Lines.Select(static line => (line.Sku, new StockDelta(Consumed: line.Quantity))));
                return null;
            case RecordMeaning.Paid(var orderSeq, _):
                return Change(orderSeq, static order => order.Pay());
            case RecordMeaning.TakenBack(var orderSeq, var body):
                var contradiction = Change(orderSeq, order => order.TakeBack(body));
                if (contradiction is null && body.Restock)
                {
                    Raise(body.Lines.Select(static line => (line.Sku, new StockDelta(PutBack: line.Quantity))));
                }

                return contradiction;
            case RecordMeaning.Received(var body):
                Raise([(body.Sku, new StockDelta(Received: body.Quantity))]);
                return null;
            case RecordMeaning.Counted(var body):
                Raise([(body.Sku, body.Difference >= 0 ? new StockDelta(Received: body.Difference) : new StockDelta(Short: -(long)body.Difference))]);
                return null;
            case RecordMeaning.Unclear(var why):
                return why;
            default:
                return null;
        }
    }

    private string? Change(long orderSeq, Func<KnownOrder, string?> change)
    {
        if (Accepted.TryGetValue(orderSeq, out var fresh))
        {
            return change(fresh);
        }

        if (!_known.TryGetValue(orderSeq, out var order))
        {
            return "the order is not known";
        }

        var contradiction = change(order);
        if (contradiction is null)
        {
            Changed[orderSeq] = order;
        }

        return contradiction;
    }

    private void Raise(IEnumerable<(string Sku, StockDelta Delta)> deltas)
    {
        foreach (var (sku, delta) in deltas)
        {
            _stock[sku] = _stock.GetValueOrDefault(sku) + delta;
        }
    }
}
