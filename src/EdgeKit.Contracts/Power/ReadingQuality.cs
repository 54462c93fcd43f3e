namespace EdgeKit.Contracts.Power;

/// <summary>How far a reading can be believed.</summary>
public enum ReadingQuality
{
    /// <summary>It is new and plausible.</summary>
    Good,

    /// <summary>It was good, and no newer one has come in time.</summary>
    Stale,

    /// <summary>The sensor gives nothing, or nothing that can be believed.</summary>
    Failed,

    /// <summary>A model made it, not a sensor.</summary>
    Simulated,
}
