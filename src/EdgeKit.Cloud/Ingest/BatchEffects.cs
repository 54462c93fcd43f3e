using EdgeKit.Cloud.Pool;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// What new records do to orders and stock, worked out in memory in their order, so that it is stored with few statements. A record
/// that contradicts what is known is set aside and changes nothing.
/// </summary>
internal sealed class BatchEffects
{
    private const string NoRights = "the rights were those of the log that this card was copied from";

    private readonly Dictionary<long, KnownOrder> _known;
    private readonly Dictionary<string, KnownRights>? _rights;
    private readonly Dictionary<long, string> _refused;
    private readonly Dictionary<string, StockDelta> _stock = new(StringComparer.Ordinal);

    /// <summary>Works it out.</summary>
    /// <param name="records">The new ones with what they mean.</param>
    /// <param name="known">The older orders that they speak of.</param>
    /// <param name="rights">The rights that they speak of, by SKU; null for a log that never had any of its own.</param>
    /// <param name="refused">Transfers that other logs contradict, and how.</param>
    public BatchEffects(
        IEnumerable<(long Seq, RecordMeaning Meaning)> records,
        Dictionary<long, KnownOrder> known,
        Dictionary<string, KnownRights>? rights,
        Dictionary<long, string> refused)
    {
        (_known, _rights, _refused) = (known, rights, refused);
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

    /// <summary>The SKUs of whose rights these records speak.</summary>
    public static IReadOnlyList<string> Granted(IEnumerable<RecordMeaning> meanings) =>
        [
            .. meanings.Select(static meaning => meaning switch
            {
                RecordMeaning.GrantSeen(var body) => body.Sku,
                RecordMeaning.GivenBack(var body) => body.Sku,
                _ => null,
            }).OfType<string>().Distinct(StringComparer.Ordinal),
        ];

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
            case RecordMeaning.GrantSeen(var body):
                return Acknowledge(body);
            case RecordMeaning.GivenBack(var body):
                return GiveBack(body);
            case RecordMeaning.SentOn(var body):
                return Transfer(seq, body.Sku, new StockDelta(TransferredOut: body.Quantity));
            case RecordMeaning.TakenIn(var body):
                return Transfer(seq, body.Sku, new StockDelta(TransferredIn: body.Quantity));
            case RecordMeaning.Unclear(var why):
                return why;
            default:
                return null;
        }
    }

    private string? Acknowledge(GrantAcknowledgedBody body)
    {
        if (Now(body.Sku) is not { } now)
        {
            return NoRights;
        }

        // The kit may sell what it was granted, whether or not this cloud still knows: one restored from a backup does not. It comes
        // out of the pool, since otherwise it could be sold twice, and a person is told.
        var forgotten = Math.Max(0, body.Granted - now.Granted);
        Raise([(body.Sku, new StockDelta(Acknowledged: Math.Max(0, body.Granted - now.Acknowledged), Granted: forgotten))]);
        return forgotten == 0
            ? null
            : FormattableString.Invariant(
                $"the kit was granted {body.Granted} of {body.Sku} and the cloud knows of {now.Granted}; the rest was taken from the pool: unless the cloud was restored from a backup, look at this kit");
    }

    private string? GiveBack(GrantReturnedBody body)
    {
        if (Now(body.Sku) is not { } now)
        {
            return NoRights;
        }

        var most = now.Granted + now.TransferredIn;
        if (body.Returned > most)
        {
            return FormattableString.Invariant($"{body.Returned} of {body.Sku} are said to have gone back, and {most} were granted or came from other kits");
        }

        if (body.Returned <= now.Returned)
        {
            return FormattableString.Invariant($"{now.Returned} of {body.Sku} went back before, and this record says {body.Returned} in all");
        }

        Raise([(body.Sku, new StockDelta(Returned: body.Returned - now.Returned))]);
        return null;
    }

    private string? Transfer(long seq, string sku, StockDelta delta)
    {
        if (_refused.TryGetValue(seq, out var why))
        {
            return why;
        }

        Raise([(sku, delta)]);
        return null;
    }

    /// <summary>What is known of a SKU's rights, this batch so far included.</summary>
    private KnownRights? Now(string sku)
    {
        if (_rights is null)
        {
            return null;
        }

        var (known, more) = (_rights.GetValueOrDefault(sku), _stock.GetValueOrDefault(sku));
        return new KnownRights(
            known.Granted + more.Granted, known.Acknowledged + more.Acknowledged, known.Returned + more.Returned, known.TransferredIn + more.TransferredIn);
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
