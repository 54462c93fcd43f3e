using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>What one kit gave beside what another took.</summary>
internal static class TransferCheck
{
    public static void Run(IReadOnlyList<LogReplay> logs, Violations found)
    {
        var given = logs.SelectMany(static log => log.Out.Select(give => (log.Log, give.Seq, give.Body))).ToLookup(static give => give.Body.TransferId);
        foreach (var twice in given.Where(static transfer => transfer.Count() > 1))
        {
            found.Add(HistoryRule.TransfersMatch, $"transfer {twice.Key} went out {twice.Count()} times");
        }

        var taken = new HashSet<Guid>();
        foreach (var (log, seq, body) in logs.SelectMany(static log => log.In.Select(take => (log.Log, take.Seq, take.Body))))
        {
            if (!taken.Add(body.TransferId))
            {
                found.Add(HistoryRule.TransfersMatch, $"record {seq} of {log.Kit}: transfer {body.TransferId} came in before");
            }

            if (WhyNot(log, body, given[body.TransferId]) is { } why && !MayBeLost(body, logs))
            {
                found.Add(HistoryRule.TransfersMatch, $"record {seq} of {log.Kit}: transfer {body.TransferId} of {body.Quantity} {body.Sku} {why}");
            }
        }
    }

    private static string? WhyNot(KitLedger to, TransferInBody taken, IEnumerable<(KitLedger Log, long Seq, TransferOutBody Body)> given)
    {
        if (given.FirstOrDefault(give => give.Log.Incarnation == taken.Incarnation && give.Seq == taken.Seq) is not { Log: { } from, Body: { } body })
        {
            return "never went out where it says";
        }

        return (body.Sku, body.Quantity, from.Kit) != (taken.Sku, taken.Quantity, taken.Kit) ? FormattableString.Invariant($"went out from {from.Kit} as {body.Quantity} {body.Sku}")
            : (body.Kit, body.Incarnation) != (to.Kit, to.Incarnation) ? $"was for {body.Kit}"
            : null;
    }

    /// <summary>The donor is gone, and what it gave stood behind what the cloud has of its log.</summary>
    private static bool MayBeLost(TransferInBody taken, IReadOnlyList<LogReplay> logs) =>
        logs.Any(log => log.Log.IsLost && log.Log.Incarnation == taken.Incarnation && taken.Seq > log.Head);
}
