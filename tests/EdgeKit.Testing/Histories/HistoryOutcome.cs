namespace EdgeKit.Testing.Histories;

/// <summary>What the caller knows.</summary>
public enum HistoryOutcome
{
    /// <summary>No answer came, or one that leaves it open: it was done once or not at all.</summary>
    Unknown,

    /// <summary>It was said to be done.</summary>
    Ok,

    /// <summary>It was said not to be done.</summary>
    Fail,
}
