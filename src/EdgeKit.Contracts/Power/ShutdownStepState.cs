namespace EdgeKit.Contracts.Power;

/// <summary>How a step of the shutdown went.</summary>
public enum ShutdownStepState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>Now.</summary>
    Running,

    /// <summary>As it should.</summary>
    Done,

    /// <summary>It took longer than it may; the next one came all the same.</summary>
    CutShort,

    /// <summary>It did not work; the next one came all the same.</summary>
    Failed,
}
