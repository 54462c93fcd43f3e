namespace EdgeKit.Streaming.Origins;

/// <summary>What to ask an origin for.</summary>
/// <param name="Path">Below its folder, with a query if there is one.</param>
/// <param name="HeadWithin">How long the head of the answer may take.</param>
internal sealed record OriginRequest(string Path, TimeSpan HeadWithin)
{
    /// <summary>The <c>Range</c> header, such as <c>bytes=65536-</c>.</summary>
    public string? Range { get; init; }

    /// <summary>The validator that a continued object must still have (RFC 9110, 13.1.5).</summary>
    public string? IfRange { get; init; }

    /// <summary>The validator of what is here already.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Whether the body may come compressed; playlists only.</summary>
    public bool AcceptsGzip { get; init; }

    /// <summary>Whether another origin is asked at once when the preferred one fails.</summary>
    public bool TriesOthers { get; init; } = true;
}
