namespace EdgeKit.Streaming.Hls;

/// <summary>Where one line stands in the body of a playlist, in bytes from its start, and what it says.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">How long it is without its line end.</param>
/// <param name="EndingLength">How long its line end is: 2 for CRLF, 1 for LF, 0 for the last line of a body that has none.</param>
/// <param name="Tag">What it is.</param>
internal readonly record struct PlaylistLine(int Start, int Length, int EndingLength, PlaylistTag Tag)
{
    /// <summary>The place of a line that belongs to the playlist and to no segment.</summary>
    public const int Nowhere = -1;

    /// <summary>Where its value starts: what follows the colon of a tag, or the URI.</summary>
    public int ValueStart { get; init; }

    /// <summary>How long its value is; 0 if it has none.</summary>
    public int ValueLength { get; init; }

    /// <summary>Where the URI starts that it names.</summary>
    public int UriStart { get; init; }

    /// <summary>How long the URI is that it names; 0 if it names none.</summary>
    public int UriLength { get; init; }

    /// <summary>The index of the segment or variant it belongs to, or <see cref="Nowhere"/>.</summary>
    public int Owner { get; init; } = Nowhere;

    /// <summary>Where its line end stops and the next line starts.</summary>
    public int End => Start + Length + EndingLength;
}
