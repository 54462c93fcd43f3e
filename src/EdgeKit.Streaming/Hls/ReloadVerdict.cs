namespace EdgeKit.Streaming.Hls;

/// <summary>What to do with a playlist request now.</summary>
internal abstract record ReloadVerdict
{
    private ReloadVerdict()
    {
    }

    /// <summary>The playlist at hand answers it.</summary>
    internal sealed record Answer : ReloadVerdict
    {
        /// <summary>The only one.</summary>
        public static Answer Now { get; } = new();
    }

    /// <summary>
    /// Hold it until the playlist has that segment or part, or a later one. What a part beyond the end of its segment means is already
    /// worked out, so that requests for the same thing wait for the same pair; ask again whenever the playlist has moved.
    /// </summary>
    /// <param name="Msn">The media sequence number of the segment.</param>
    /// <param name="Part">The part of it, from 0, or null for the whole segment.</param>
    internal sealed record Wait(long Msn, int? Part) : ReloadVerdict;

    /// <summary>It asks for what it must not: 400.</summary>
    internal sealed record Refuse(string Why) : ReloadVerdict;
}
