namespace EdgeKit.Power.Loads;

/// <summary>What came of switching a load.</summary>
internal enum LoadSwitch
{
    /// <summary>It is as it was.</summary>
    Unchanged,

    /// <summary>It was switched.</summary>
    Done,

    /// <summary>It was switched, and could not be before.</summary>
    Recovered,

    /// <summary>It could not be switched, for the first time.</summary>
    Failed,

    /// <summary>It still cannot be switched.</summary>
    FailedAgain,
}
