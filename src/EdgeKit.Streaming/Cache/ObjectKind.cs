namespace EdgeKit.Streaming.Cache;

/// <summary>What an object is to the players.</summary>
internal enum ObjectKind
{
    /// <summary>A media segment, followed while it fills.</summary>
    Segment,

    /// <summary>A part of a segment, sent only when it is whole (RFC 8216bis, 6.2.6).</summary>
    Part,

    /// <summary>What a decoder needs first: an initialization segment.</summary>
    Map,

    /// <summary>Nothing that a playlist or manifest names: coalesced while it fills, then dropped.</summary>
    Unnamed,
}
