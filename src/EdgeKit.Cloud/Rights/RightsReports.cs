using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Cloud.Rights;

/// <summary>Takes what kits say that they expect to need, whichever way it came.</summary>
internal sealed class RightsReports(LogGreeter greeter, IStore store, AllocationBell bell, TimeProvider time)
{
    /// <summary>Keeps a report.</summary>
    /// <returns>What is wrong with it; null if it is kept.</returns>
    public async Task<ProblemResult?> TakeAsync(string kit, Guid incarnation, RightsReport report, CancellationToken cancellationToken)
    {
        if (ReportRules.Check(report) is { } wrong)
        {
            return Problems.BadRequest(wrong.Field, wrong.Detail);
        }

        if (await greeter.GreetAsync(kit, incarnation, cancellationToken) is not { } log)
        {
            return Problems.LogClosed($"The kit has {LogGreeter.MostUnsettled} logs that were not settled: settle those of its former cards first.");
        }

        if (log.FrozenWhy is { } why)
        {
            return Problems.LogClosed($"The log is frozen and is given no rights: {why}.");
        }

        if (!await store.WriteAsync(session => DemandTable.ReportAsync(session, log.Id, report, time.GetUtcNow()), cancellationToken))
        {
            return Problems.BadRequest("skus", $"A kit may report {DemandTable.MostSkus} items in all.");
        }

        bell.Ring([.. report.Skus.Select(static sku => sku.Sku)]);
        return null;
    }
}
