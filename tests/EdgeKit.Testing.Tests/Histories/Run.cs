using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Histories;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>
/// A run written by hand: what its callers were told beside what was written. Its short ways do both rightly; a test writes something else into the calls,
/// the logs or the cloud.
/// </summary>
internal sealed class Run
{
    private double _now;
    private int _marks;

    public Run()
    {
        Row = new LogWriter("row", 1);
        Corner = new LogWriter("corner", 2);
    }

    public LogWriter Row { get; }

    public LogWriter Corner { get; }

    public List<HistoryCall> Calls { get; } = [];

    public List<ShopSale> ShopOrders { get; } = [];

    /// <summary>What the cloud granted each kit of a SKU.</summary>
    public Dictionary<(string Kit, string Sku), long> Granted { get; } = [];

    /// <summary>What arrived at the cloud.</summary>
    public Dictionary<string, long> Arrived { get; } = new(StringComparer.Ordinal);

    /// <summary>Records that the cloud does not have yet.</summary>
    public Dictionary<string, long> Queued { get; } = new(StringComparer.Ordinal);

    public static IReadOnlyList<SkuQuantity> Lines(string sku, int quantity) => [new(sku, quantity)];

    public string Mark(string what = "call") => FormattableString.Invariant($"{what} {++_marks}");

    /// <summary>Writes a call down, the next one in time.</summary>
    public HistoryCall Call(
        string where,
        HistoryOperation operation,
        string mark,
        HistoryOutcome outcome,
        IReadOnlyList<SkuQuantity> lines,
        Guid? subject = null,
        HistoryAnswer? answer = null,
        double took = 0.1)
    {
        var call = new HistoryCall("till", where, operation, $"key of {mark}", mark, _now, outcome, lines, outcome == HistoryOutcome.Unknown ? null : _now + took, subject, answer);
        _now += took + 0.01;
        Calls.Add(call);
        return call;
    }

    public void Pass(double seconds) => _now += seconds;

    public void Arrive(string sku, int quantity)
    {
        Arrived[sku] = Arrived.GetValueOrDefault(sku) + quantity;
        Call(HistoryCall.Cloud, HistoryOperation.PoolReceive, Mark(), HistoryOutcome.Ok, Lines(sku, quantity));
    }

    public void Grant(LogWriter kit, string sku, long quantity)
    {
        Granted[(kit.Kit, sku)] = Granted.GetValueOrDefault((kit.Kit, sku)) + quantity;
        kit.See(sku, Granted[(kit.Kit, sku)]);
    }

    public long Order(LogWriter kit, string sku, int quantity, Guid? hold = null)
    {
        var mark = Mark("order");
        var seq = kit.Order(mark, Lines(sku, quantity));
        Call(kit.Kit, HistoryOperation.Order, mark, HistoryOutcome.Ok, Lines(sku, quantity), hold, new HistoryAnswer(201, OrderIds.Of(kit.Incarnation, seq), seq));
        return seq;
    }

    public void Receive(LogWriter kit, string sku, int quantity)
    {
        var mark = Mark("receipt");
        var seq = kit.Receive(mark, sku, quantity);
        Call(kit.Kit, HistoryOperation.Receive, mark, HistoryOutcome.Ok, Lines(sku, quantity), answer: new HistoryAnswer(200, Seq: seq));
    }

    public void Void(LogWriter kit, long order, string sku, int quantity)
    {
        var mark = Mark("void");
        var id = OrderIds.Of(kit.Incarnation, order);
        var seq = kit.Void(mark, order, sku, quantity);
        Call(kit.Kit, HistoryOperation.Void, mark, HistoryOutcome.Ok, Lines(sku, quantity), id, new HistoryAnswer(200, id, seq));
    }

    public Guid Hold(LogWriter kit, string sku, int quantity, double seconds)
    {
        var mark = Mark("cart");
        var id = new Guid(_marks, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);
        Call(kit.Kit, HistoryOperation.Hold, mark, HistoryOutcome.Ok, Lines(sku, quantity), answer: new HistoryAnswer(201, id, RemainingSeconds: seconds));
        return id;
    }

    public void ShopOrder(string sku, int quantity)
    {
        var mark = Mark("shop");
        var id = new Guid(_marks, 8, 8, [1, 2, 3, 4, 5, 6, 7, 8]);
        ShopOrders.Add(new ShopSale(id, mark, Lines(sku, quantity)));
        Call(HistoryCall.Cloud, HistoryOperation.ShopOrder, mark, HistoryOutcome.Ok, Lines(sku, quantity), answer: new HistoryAnswer(201, id));
    }

    public void Transfer(LogWriter from, LogWriter to, string sku, long quantity)
    {
        var id = new Guid(++_marks, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8]);
        to.Take(id, sku, quantity, from, from.Give(id, sku, quantity, to));
    }

    /// <summary>What is in the ledgers now, with a cloud that has done everything rightly.</summary>
    public FinalLedgers Ledgers()
    {
        KitLedger[] kits = [Row.Ledger, Corner.Ledger];
        var acknowledged = kits.ToDictionary(static kit => kit.Incarnation, kit => kit.Records.Count - Queued.GetValueOrDefault(kit.Kit));
        var logs = kits.Select(kit => new LogReplay(kit, acknowledged[kit.Incarnation], new Violations())).ToList();
        var skus = Arrived.Keys.Concat(logs.SelectMany(static log => log.Acknowledged.Keys)).Concat(Granted.Keys.Select(static key => key.Sku)).Distinct(StringComparer.Ordinal);
        var orders = logs.SelectMany(static log => log.AcknowledgedOrders.Select(order => new CloudOrder(order.Key, log.Log.Incarnation, order.Value.Seq, "paid", order.Value.Total)));
        return new FinalLedgers(kits, new CloudLedger([.. skus.Select(sku => LedgerOf(sku, logs))], acknowledged, [.. orders], [.. ShopOrders]));
    }

    public IReadOnlyList<Violation> Check() => HistoryChecker.Check(Calls, Ledgers());

    private SkuLedger LedgerOf(string sku, IReadOnlyList<LogReplay> logs)
    {
        var shopSold = ShopOrders.SelectMany(static order => order.Lines).Where(line => line.Sku == sku).Sum(static line => (long)line.Quantity);
        var arrived = Arrived.GetValueOrDefault(sku);
        var shares = logs.Select(log => ShareOf(sku, log)).ToList();
        var pool = arrived - shopSold - shares.Sum(static share => share.Granted - share.Returned);
        return new SkuLedger(sku, arrived + shares.Sum(static share => share.Received), pool, shopSold, 0, shares);
    }

    private KitShare ShareOf(string sku, LogReplay log)
    {
        var counters = log.Acknowledged.GetValueOrDefault(sku);
        return new KitShare(
            log.Log.Kit,
            Granted.GetValueOrDefault((log.Log.Kit, sku)),
            counters.Returned,
            counters.Received,
            counters.Consumed - counters.PutBack,
            counters.PutBack,
            counters.Short,
            counters.TransferredIn,
            counters.TransferredOut);
    }
}
