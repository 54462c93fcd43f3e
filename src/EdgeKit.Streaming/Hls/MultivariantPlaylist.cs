namespace EdgeKit.Streaming.Hls;

/// <summary>A multivariant playlist as an origin wrote it, and what it says (RFC 8216bis section 4.4.6). It never changes.</summary>
internal sealed class MultivariantPlaylist
{
    private readonly IReadOnlyList<NamedUri> _named;

    internal MultivariantPlaylist(
        ReadOnlyMemory<byte> body,
        IReadOnlyList<PlaylistLine> lines,
        IReadOnlyList<Variant> variants,
        IReadOnlyList<Rendition> renditions,
        IReadOnlyList<NamedUri> named)
    {
        Body = body;
        Lines = lines;
        Variants = variants;
        Renditions = renditions;
        _named = named;
    }

    /// <summary>What the origin sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The variants, in order; each stands at its index.</summary>
    public IReadOnlyList<Variant> Variants { get; }

    /// <summary>The renditions, in order.</summary>
    public IReadOnlyList<Rendition> Renditions { get; }

    /// <summary>Its lines, in order. Those of a variant are owned by its index.</summary>
    internal IReadOnlyList<PlaylistLine> Lines { get; }

    /// <summary>Everything it names, in the order of its lines, save for URIs with variables and the content steering server.</summary>
    public IEnumerable<NamedUri> Named() => _named;
}
