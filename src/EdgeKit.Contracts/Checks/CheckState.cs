namespace EdgeKit.Contracts.Checks;

/// <summary>How urgent a check is. Later ones are worse.</summary>
public enum CheckState
{
    /// <summary>Nobody needs to look yet.</summary>
    Ok,

    /// <summary>Somebody is to look now.</summary>
    Due,

    /// <summary>Its deadline has passed.</summary>
    Late,

    /// <summary>It is somebody else's business by now.</summary>
    Escalated,
}
