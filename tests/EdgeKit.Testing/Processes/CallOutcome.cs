namespace EdgeKit.Testing.Processes;

/// <summary>What a tablet knows about an order that it sent.</summary>
public enum CallOutcome
{
    /// <summary>No answer came: the kit may have it or not.</summary>
    Unknown,

    /// <summary>The kit said that it has it.</summary>
    Acked,

    /// <summary>The kit said that it does not have it.</summary>
    Refused,
}
