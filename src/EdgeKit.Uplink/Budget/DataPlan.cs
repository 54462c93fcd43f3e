using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Uplink.Budget;

/// <summary>What stops when, of a month's data: telemetry, then the streams' rungs, then the streams. Orders never.</summary>
internal static class DataPlan
{
    private const double SavingFrom = 0.85;
    private const double OrdersOnlyFrom = 0.97;

    // In the first days a month's share is near nothing: so much ahead is no cause to stop anything.
    private const double AheadOfTime = 0.15;

    /// <summary>The stage.</summary>
    /// <param name="used">Bytes so far this month.</param>
    /// <param name="cap">Bytes of a month; 0 for no cap.</param>
    /// <param name="ofMonth">How much of the month is over, 0 to 1.</param>
    public static DataStage Of(long used, long cap, double ofMonth) => cap == 0 ? DataStage.Ample : ((double)used / cap) switch
    {
        >= OrdersOnlyFrom => DataStage.OrdersOnly,
        >= SavingFrom => DataStage.Saving,
        var share when share > ofMonth + AheadOfTime => DataStage.Thrifty,
        _ => DataStage.Ample,
    };
}
