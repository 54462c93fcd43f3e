namespace EdgeKit.Streaming.Cache;

/// <summary>How a request met the cache.</summary>
internal enum Opening
{
    /// <summary>All of it was there.</summary>
    Hit,

    /// <summary>Somebody else's fill is followed.</summary>
    Coalesced,

    /// <summary>A fill was started for it.</summary>
    Miss,
}
