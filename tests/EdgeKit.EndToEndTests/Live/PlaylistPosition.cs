using System.Globalization;
using EdgeKit.Testing.Streams;

namespace EdgeKit.EndToEndTests.Live;

/// <summary>How far a playlist is, read line by line and by nothing of ours.</summary>
internal static class PlaylistPosition
{
    /// <summary>The part that comes after the last one of a media playlist; null for a multivariant playlist.</summary>
    public static LivePosition? Of(string playlist)
    {
        var lines = playlist.Split('\n');
        if (Value(lines, "#EXT-X-MEDIA-SEQUENCE:") is not { } first)
        {
            return null;
        }

        var skipped = Value(lines, "#EXT-X-SKIP:SKIPPED-SEGMENTS=") ?? 0;
        var segments = lines.Count(static line => line.StartsWith("#EXTINF:", StringComparison.Ordinal));
        var parts = lines.Reverse().TakeWhile(static line => !line.StartsWith("#EXTINF:", StringComparison.Ordinal))
            .Count(static line => line.StartsWith("#EXT-X-PART:", StringComparison.Ordinal));
        return new LivePosition(first + skipped + segments, parts);
    }

    private static long? Value(IEnumerable<string> lines, string tag) =>
        lines.FirstOrDefault(line => line.StartsWith(tag, StringComparison.Ordinal)) is { } found
            ? long.Parse(found.AsSpan(tag.Length), NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
}
