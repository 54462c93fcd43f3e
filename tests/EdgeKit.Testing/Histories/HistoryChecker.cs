namespace EdgeKit.Testing.Histories;

/// <summary>
/// Decides whether a run was correct, from what its callers were told and what was in the ledgers afterwards. It trusts neither the kits' nor the cloud's
/// own sums. That no consistent cut of the run oversold follows from what it checks: at every prefix of every log nothing below zero, transfers in only after
/// they went out, grants seen only after they were given, and a pool that is not negative; each of them adds up over any cut.
/// </summary>
public static class HistoryChecker
{
    /// <summary>Checks everything.</summary>
    /// <param name="calls">Every call that was made, in any order.</param>
    /// <param name="ledgers">What was there afterwards, when nothing ran any more.</param>
    /// <returns>Every violation; none for a correct run.</returns>
    public static IReadOnlyList<Violation> Check(IEnumerable<HistoryCall> calls, FinalLedgers ledgers)
    {
        var found = new Violations();
        HistoryRequest[] requests =
        [
            .. calls.GroupBy(static call => (call.Where, call.Operation, call.Key)).Select(static request => new HistoryRequest(request)),
        ];
        LogReplay[] logs =
        [
            .. ledgers.Kits.Select(log => new LogReplay(log, ledgers.Cloud is null ? 0 : ledgers.Cloud.Acknowledged.GetValueOrDefault(log.Incarnation), found)),
        ];
        RequestCheck.Run(requests, logs, found);
        HoldCheck.Run(requests, logs, found);
        TransferCheck.Run(logs, found);
        if (ledgers.Cloud is { } cloud)
        {
            ShopCheck.Run(requests, cloud, found);
            CloudCheck.Run(requests, logs, cloud, found);
        }

        return found.All;
    }
}
