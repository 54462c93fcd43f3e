namespace EdgeKit.Contracts.Power;

/// <summary>How much power there is, as all of the kit goes by it. Later ones are worse.</summary>
public enum PowerStage
{
    /// <summary>Enough.</summary>
    Normal,

    /// <summary>It must last: background work waits, lower renditions are enough.</summary>
    Conserve,

    /// <summary>It ends soon: only selling goes on in full.</summary>
    Critical,

    /// <summary>The kit is being shut down in order.</summary>
    Shutdown,
}
