using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>What the online shop was told beside what the cloud keeps.</summary>
internal static class ShopCheck
{
    public static void Run(IReadOnlyList<HistoryRequest> requests, CloudLedger cloud, Violations found)
    {
        HistoryRequest[] orders = [.. requests.Where(static request => request.First.Operation == HistoryOperation.ShopOrder)];
        if (cloud.ShopOrders is { } kept)
        {
            CompareOrders(orders, kept, found);
        }

        foreach (var sku in cloud.Skus)
        {
            var (least, most) = Range(orders, sku.Sku);
            if (sku.ShopSold < least || sku.ShopSold > most)
            {
                found.Add(HistoryRule.OkOnce, $"the shop sold from {least} to {most} of {sku.Sku}, and the cloud says {sku.ShopSold}");
            }
        }
    }

    /// <summary>What requests came to at least, and at most.</summary>
    public static (long Least, long Most) Range(IReadOnlyList<HistoryRequest> requests, string sku)
    {
        var (least, most) = (0L, 0L);
        foreach (var request in requests.Where(static request => request.Outcome != HistoryOutcome.Fail))
        {
            var quantity = request.First.Lines.Where(line => line.Sku == sku).Sum(static line => (long)line.Quantity);
            least += request.Outcome == HistoryOutcome.Ok ? quantity : 0;
            most += quantity;
        }

        return (least, most);
    }

    private static void CompareOrders(IReadOnlyList<HistoryRequest> orders, IReadOnlyList<ShopSale> kept, Violations found)
    {
        var byMark = kept.ToLookup(static sale => sale.Reference, StringComparer.Ordinal);
        foreach (var order in orders)
        {
            var sales = byMark[order.First.Mark].ToList();
            switch (order.Outcome)
            {
                case HistoryOutcome.Ok when sales.Count != 1:
                    found.Add(HistoryRule.OkOnce, $"{order} was done and the cloud has it {sales.Count} times");
                    break;
                case HistoryOutcome.Ok when order.Done!.Answer?.Id is { } id && id != sales[0].OrderId || !Same(order.First.Lines, sales[0].Lines):
                    found.Add(HistoryRule.AnswerTrue, $"{order} was answered otherwise than the cloud has it");
                    break;
                case HistoryOutcome.Fail when sales.Count > 0:
                    found.Add(HistoryRule.FailNever, $"{order} was refused and the cloud has it");
                    break;
                case HistoryOutcome.Unknown when sales.Count > 1:
                    found.Add(HistoryRule.UnknownAtMostOnce, $"{order} got no answer and the cloud has it {sales.Count} times");
                    break;
                default:
                    break;
            }
        }

        var asked = orders.Select(static order => order.First.Mark).ToHashSet(StringComparer.Ordinal);
        foreach (var sale in kept.Where(sale => !asked.Contains(sale.Reference)))
        {
            found.Add(HistoryRule.NothingInvented, $"nobody asked for the shop's order '{sale.Reference}'");
        }
    }

    private static bool Same(IReadOnlyList<SkuQuantity> one, IReadOnlyList<SkuQuantity> other) =>
        one.OrderBy(static line => line.Sku, StringComparer.Ordinal).SequenceEqual(other.OrderBy(static line => line.Sku, StringComparer.Ordinal));
}
