using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Ladder;

/// <summary>Variants that are fetched as one, since they name the same media playlist: they stay or go together.</summary>
/// <param name="Indexes">The variants' indexes.</param>
/// <param name="Bandwidth">What it takes of the uplink at most, in bits a second.</param>
/// <param name="Viewers">How many watch it now.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record Rung(IReadOnlyList<int> Indexes, long Bandwidth, int Viewers, RungKind Kind)
{
    // RFC 6381 names of sound alone, as HLS packagers write them.
    private static readonly string[] Sounds =
        ["mp4a", "ac-3", "ec-3", "ac-4", "opus", "flac", "alac", "mp3", "vorbis", "mha1", "mhm1", "dtsc", "dtse", "dtsh", "dtsl", "dtsx", "iamf"];

    /// <summary>The rungs of <paramref name="variants"/>.</summary>
    public static IReadOnlyList<Rung> Of(IReadOnlyList<Variant> variants, IReadOnlyDictionary<int, int> viewers) =>
    [
        .. variants
            .GroupBy(static variant => (variant.Uri, variant.IFrameOnly))
            .Select(group => new Rung(
                [.. group.Select(static variant => variant.Index)],
                group.Max(static variant => variant.Bandwidth > 0 ? variant.Bandwidth : variant.AverageBandwidth ?? 0),
                group.Sum(variant => viewers.GetValueOrDefault(variant.Index)),
                KindOf(group.First()))),
    ];

    private static RungKind KindOf(Variant variant) =>
        variant.IFrameOnly ? RungKind.TrickPlay
        : variant.Width is null && variant.VideoGroup is null && variant.Codecs is { } codecs && codecs.Split(',').All(IsSound) ? RungKind.Sound
        : RungKind.Picture;

    private static bool IsSound(string codec) =>
        Array.Exists(Sounds, sound => codec.AsSpan().Trim().StartsWith(sound, StringComparison.OrdinalIgnoreCase));
}
