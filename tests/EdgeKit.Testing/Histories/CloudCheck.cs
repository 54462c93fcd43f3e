namespace EdgeKit.Testing.Histories;

/// <summary>What the cloud says beside the acknowledged part of each log.</summary>
internal static class CloudCheck
{
    public static void Run(IReadOnlyList<HistoryRequest> requests, IReadOnlyList<LogReplay> logs, CloudLedger cloud, Violations found)
    {
        CheckOrders(logs, cloud, found);
        HistoryRequest[] receipts = [.. requests.Where(static request => request.First.Operation == HistoryOperation.PoolReceive)];
        var known = cloud.Skus.Select(static sku => sku.Sku).ToHashSet(StringComparer.Ordinal);
        foreach (var sku in cloud.Skus.Concat(Unheard(logs, known)))
        {
            CheckShares(sku, logs, found);
            CheckSums(sku, logs, ShopCheck.Range(receipts, sku.Sku), found);
        }
    }

    /// <summary>SKUs of logs that the cloud has never heard of: nothing of them is there.</summary>
    private static IEnumerable<SkuLedger> Unheard(IReadOnlyList<LogReplay> logs, HashSet<string> known) =>
        logs.SelectMany(static log => log.Counters.Keys).Where(sku => !known.Contains(sku)).Distinct(StringComparer.Ordinal).Select(static sku => new SkuLedger(sku, 0, 0, 0, 0, []));

    private static void CheckOrders(IReadOnlyList<LogReplay> logs, CloudLedger cloud, Violations found)
    {
        var kept = cloud.Orders.ToLookup(static order => order.OrderId);
        var expected = logs.SelectMany(static log => log.AcknowledgedOrders.Select(order => (log.Log, order))).ToDictionary(static order => order.order.Key);
        foreach (var (id, (log, (_, (seq, total)))) in expected)
        {
            if (kept[id].ToList() is not [{ } order] || (order.Incarnation, order.Seq, order.Total) != (log.Incarnation, seq, total))
            {
                found.Add(HistoryRule.CloudOrdersOnce, $"the cloud has the order {id}, record {seq} of {log.Kit}, {kept[id].Count()} times, or otherwise");
            }
        }

        foreach (var order in cloud.Orders.Where(order => !expected.ContainsKey(order.OrderId)))
        {
            found.Add(HistoryRule.CloudOrdersOnce, $"the cloud has the order {order.OrderId}, which no log has up to where it acknowledged");
        }
    }

    private static void CheckShares(SkuLedger sku, IReadOnlyList<LogReplay> logs, Violations found)
    {
        var shares = sku.Kits.ToDictionary(static share => share.Kit, StringComparer.Ordinal);
        foreach (var kit in logs.GroupBy(static log => log.Log.Kit, StringComparer.Ordinal))
        {
            var share = shares.GetValueOrDefault(kit.Key) ?? new KitShare(kit.Key, 0, 0, 0, 0, 0, 0, 0, 0);
            var seen = kit.Sum(log => log.Counters.GetValueOrDefault(sku.Sku).Granted);
            if (seen > share.Granted)
            {
                found.Add(HistoryRule.GrantsGiven, $"{kit.Key} saw {seen} of {sku.Sku} granted, and {share.Granted} were");
            }

            var logged = kit.Select(log => log.Acknowledged.GetValueOrDefault(sku.Sku)).Aggregate(static (one, other) => one + other);
            var expected = new KitShare(
                kit.Key, share.Granted, logged.Returned, logged.Received, logged.Consumed - logged.PutBack, logged.PutBack, logged.Short, logged.TransferredIn, logged.TransferredOut);
            if (share != expected)
            {
                found.Add(HistoryRule.CloudCounts, $"the cloud has of {sku.Sku} {share}, and the acknowledged log comes to {expected}");
            }
        }
    }

    private static void CheckSums(SkuLedger sku, IReadOnlyList<LogReplay> logs, (long Least, long Most) pooled, Violations found)
    {
        var acknowledged = Sum(logs.Select(log => log.Acknowledged.GetValueOrDefault(sku.Sku)));
        var now = Sum(logs.Select(log => log.Counters.GetValueOrDefault(sku.Sku)));
        if (sku.Total < acknowledged.Received + pooled.Least || sku.Total > acknowledged.Received + pooled.Most)
        {
            found.Add(
                HistoryRule.TotalTrue,
                $"the cloud says that {sku.Total} of {sku.Sku} ever existed; {acknowledged.Received} arrived at stalls and from {pooled.Least} to {pooled.Most} elsewhere");
        }

        var sold = now.Consumed - now.PutBack + sku.ShopSold;
        if (sold > now.Received + pooled.Most)
        {
            found.Add(HistoryRule.NeverOversold, $"{sold} of {sku.Sku} were sold, and {now.Received + pooled.Most} at most ever existed");
        }

        if (sku.Pool < 0)
        {
            found.Add(HistoryRule.PoolNotNegative, $"the pool has {sku.Pool} of {sku.Sku}");
        }

        var granted = sku.Kits.Sum(static share => share.Granted);
        var outstanding = granted - acknowledged.Granted + acknowledged.Available;
        var between = acknowledged.TransferredOut - acknowledged.TransferredIn;
        var explained = sku.Pool + sku.ShopSold + sku.PoolShort + acknowledged.Consumed - acknowledged.PutBack + acknowledged.Short + outstanding + between;
        if (explained != sku.Total)
        {
            found.Add(
                HistoryRule.UnitsExplained,
                $"of {sku.Total} {sku.Sku}, {explained} are explained: {sku.Pool} in the pool, {sku.ShopSold} sold by the shop, {sku.PoolShort} missing there, {acknowledged.Consumed - acknowledged.PutBack} sold by kits, {acknowledged.Short} missing there, {outstanding} at kits, {between} between them");
        }
    }

    private static LogCounters Sum(IEnumerable<LogCounters> counters) => counters.Aggregate(default(LogCounters), static (one, other) => one + other);
}
