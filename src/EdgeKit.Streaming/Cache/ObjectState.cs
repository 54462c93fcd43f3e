namespace EdgeKit.Streaming.Cache;

/// <summary>How far an object is.</summary>
internal enum ObjectState
{
    /// <summary>The origin has not answered yet.</summary>
    Asked,

    /// <summary>Its head is there, bytes come.</summary>
    Filling,

    /// <summary>All of it is there.</summary>
    Complete,

    /// <summary>It will never be whole.</summary>
    Failed,

    /// <summary>The origin says that it is not for everyone; each viewer must ask for itself.</summary>
    Private,
}
