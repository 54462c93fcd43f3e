namespace EdgeKit.Testing.Streams;

/// <summary>What a <see cref="TestOrigin"/> plays.</summary>
public sealed record TestOriginOptions
{
    /// <summary>How <c>/hls/</c> speaks.</summary>
    public HlsFlavour Flavour { get; init; } = HlsFlavour.PartFiles;

    /// <summary>The rungs.</summary>
    public IReadOnlyList<TestRendition> Renditions { get; init; } = [new("v0", 4_000_000)];

    /// <summary>Media time of a part.</summary>
    public TimeSpan PartDuration { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Parts in a segment.</summary>
    public int PartsPerSegment { get; init; } = 4;

    /// <summary>Whole segments that a playlist lists; as many are published from the start.</summary>
    public int Window { get; init; } = 15;

    /// <summary>Media sequence number of the first segment.</summary>
    public long FirstMsn { get; init; } = 100;

    /// <summary>Media seconds published in a second of <see cref="Time"/>; 0 leaves it to <see cref="TestOrigin.Advance"/>.</summary>
    public double Speed { get; init; }

    /// <summary>Of another origin, whose copy this one is: both publish when that one does; null for one of its own.</summary>
    public LiveTimeline? Timeline { get; init; }

    /// <summary>The clock of the stream, of the line's rate and of latency.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Another generation is other bytes under other validators. Origins of one generation are each other's copies.</summary>
    public int Generation { get; init; } = 1;

    /// <summary><c>Cache-Control</c> of playlists and manifests.</summary>
    public string PlaylistCacheControl { get; init; } = "no-cache";

    /// <summary><c>Cache-Control</c> of media.</summary>
    public string MediaCacheControl { get; init; } = "max-age=3600";

    /// <summary>How much faster than its media time the stream is published.</summary>
    public double Pace => Speed > 0 ? Speed : 1;

    /// <summary>Media time of a segment.</summary>
    public TimeSpan SegmentDuration => PartDuration * PartsPerSegment;
}
