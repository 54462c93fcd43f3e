namespace EdgeKit.Contracts.Uplink;

/// <summary>How near the SIM's monthly data are to their end, and so what has stopped. Orders go up at every stage.</summary>
public enum DataStage
{
    /// <summary>All goes on; also where there is no cap.</summary>
    Ample,

    /// <summary>Used up faster than the month goes by: no telemetry, streams at half of what the link carries.</summary>
    Thrifty,

    /// <summary>Beyond 85 %: streams at their lowest rung.</summary>
    Saving,

    /// <summary>Beyond 97 %: no streams; orders only, and what the cloud has for the kit.</summary>
    OrdersOnly,
}
