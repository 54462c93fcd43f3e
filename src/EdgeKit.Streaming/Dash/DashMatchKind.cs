namespace EdgeKit.Streaming.Dash;

/// <summary>What a URL is to a representation.</summary>
internal enum DashMatchKind
{
    /// <summary>Its initialization segment.</summary>
    Initialization,

    /// <summary>One of its media segments, or a part of one.</summary>
    Media,

    /// <summary>Its index.</summary>
    Index,

    /// <summary>All of it in one resource, read by ranges.</summary>
    Whole,
}
