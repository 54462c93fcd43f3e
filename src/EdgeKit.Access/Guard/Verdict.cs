namespace EdgeKit.Access.Guard;

/// <summary>How a request fares at the door.</summary>
internal enum Verdict
{
    /// <summary>It goes on.</summary>
    Welcome,

    /// <summary>It goes on with the manager's PIN.</summary>
    NeedsPin,

    /// <summary>Nobody knows who it is.</summary>
    Unknown,

    /// <summary>It is known who it is, and that is not enough.</summary>
    Forbidden,

    /// <summary>Only the kit's own machine may do that.</summary>
    NotFromHere,
}
