using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Demo.Comparing;

/// <summary>Compares order by order: each is at both once, and says the same.</summary>
internal static class OrderComparison
{
    private const string Absent = "–";

    /// <summary>Finds every difference.</summary>
    /// <param name="kit">All orders of the kit.</param>
    /// <param name="cloud">All orders of that kit at the cloud.</param>
    /// <param name="receipts">The orders that a tablet holds a receipt of.</param>
    public static Comparison Compare(IReadOnlyList<OrderView> kit, IReadOnlyList<CloudOrder> cloud, IReadOnlyCollection<Guid> receipts)
    {
        var atKit = kit.ToLookup(static order => order.OrderId);
        var atCloud = cloud.ToLookup(static order => order.OrderId);
        List<Difference> differences =
        [
            .. Repeated(atKit.Select(static orders => (orders.First().Receipt, Count: orders.Count())), "is listed more than once", atTheKit: true),
            .. Repeated(atCloud.Select(static orders => (Id(orders.Key), Count: orders.Count())), "is listed more than once", atTheKit: false),
            .. Repeated(kit.Where(static order => order.Note is not null).GroupBy(static order => order.Note, StringComparer.Ordinal)
                .Select(static orders => (string.Join(", ", orders.Select(static order => order.Receipt)), Count: orders.Count())), "one basket became several orders", atTheKit: true),
            .. receipts.Where(id => !atKit.Contains(id)).Select(static id => new Difference(Id(id), "a tablet holds its receipt", Absent, Absent)),
            .. cloud.Where(order => !atKit.Contains(order.OrderId)).Select(static order => new Difference(Id(order.OrderId), "is at one only", Absent, Say(order.Status))),
            .. kit.SelectMany(order => atCloud[order.OrderId].FirstOrDefault() is { } found
                ? Between(order, found)
                : [new Difference(order.Receipt, "is at one only", Say(order.Status), Absent)]),
        ];
        return new Comparison(kit.Count, cloud.Count, receipts.Count, ByStatus(kit, cloud), differences);
    }

    private static IEnumerable<Difference> Between(OrderView kit, CloudOrder cloud)
    {
        if (kit.Seq != cloud.Seq)
        {
            yield return new Difference(kit.Receipt, "record", Say(kit.Seq), Say(cloud.Seq));
        }

        if (kit.Status != cloud.Status)
        {
            yield return new Difference(kit.Receipt, "status", Say(kit.Status), Say(cloud.Status));
        }

        if (kit.Total != cloud.Total)
        {
            yield return new Difference(kit.Receipt, "total", Say(kit.Total), Say(cloud.Total));
        }

        if (!kit.Lines.SequenceEqual(cloud.Lines))
        {
            yield return new Difference(kit.Receipt, "lines", Say(kit.Lines), Say(cloud.Lines));
        }
    }

    private static IEnumerable<Difference> Repeated(IEnumerable<(string Order, int Count)> groups, string what, bool atTheKit) =>
        from entry in groups
        where entry.Count > 1
        let times = Say(entry.Count) + " times"
        select new Difference(entry.Order, what, atTheKit ? times : Absent, atTheKit ? Absent : times);

    private static Dictionary<OrderStatus, (StatusSum Kit, StatusSum Cloud)> ByStatus(IReadOnlyList<OrderView> kit, IReadOnlyList<CloudOrder> cloud) =>
        Enum.GetValues<OrderStatus>().ToDictionary(
            static status => status,
            status => (
                Sum(kit.Where(order => order.Status == status).Select(static order => order.Total)),
                Sum(cloud.Where(order => order.Status == status).Select(static order => order.Total))));

    private static StatusSum Sum(IEnumerable<Money> totals) =>
        totals.Aggregate(default(StatusSum), static (sum, total) => new StatusSum(sum.Orders + 1, sum.Amount + total.Amount));

    private static string Id(Guid orderId) => orderId.ToString("D");

    private static string Say(OrderStatus status) => status switch
    {
        OrderStatus.Open => "open",
        OrderStatus.Paid => "paid",
        OrderStatus.Voided => "voided",
        OrderStatus.Refunded => "refunded",
    };

    private static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Say(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}");

    private static string Say(IEnumerable<OrderLine> lines) =>
        string.Join(", ", lines.Select(static line => string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} × {line.Sku} at {line.Price.Amount}")));
}
