namespace EdgeKit.Testing.Streams;

/// <summary>How an origin speaks HLS.</summary>
public enum HlsFlavour
{
    /// <summary>Segments only; a request that would block is answered at once.</summary>
    Plain,

    /// <summary>Low latency, each part at an address of its own.</summary>
    PartFiles,

    /// <summary>Low latency, parts as byte ranges of their segment.</summary>
    PartRanges,
}
