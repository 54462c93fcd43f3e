using System.Globalization;
using System.Reflection;
using System.Text;

namespace EdgeKit.Demo.Streams;

/// <summary>
/// The sample that the demo carries, over and over: for machines without ffmpeg. Each time that it begins again is a discontinuity.
/// </summary>
internal sealed class LoopBroadcast(TimeProvider time) : IBroadcast
{
    private const string Root = "Loop/";
    private const int Window = 6;

    private static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(2);
    private static readonly Assembly Here = typeof(LoopBroadcast).Assembly;
    private static readonly int Length = Here.GetManifestResourceNames().Count(static name => name.StartsWith(Root, StringComparison.Ordinal) && name.EndsWith(".m4s", StringComparison.Ordinal));

    private readonly long _started = time.GetTimestamp();

    // There has always been a window of it.
    private int Next => Window + (int)(time.GetElapsedTime(_started) / SegmentLength);

    /// <inheritdoc />
    public byte[]? Find(string name) =>
        name == IBroadcast.Playlist ? Encoding.UTF8.GetBytes(Playlist(Next))
        : name == "init.mp4" ? Read(name)
        : name.EndsWith(".m4s", StringComparison.Ordinal) && int.TryParse(name.AsSpan(0, name.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var segment) && segment < Next
            ? Read(string.Create(CultureInfo.InvariantCulture, $"{segment % Length}.m4s"))
        : null;

    /// <summary>The playlist when <paramref name="next"/> is the segment to come.</summary>
    internal static string Playlist(int next)
    {
        var first = next - Window;
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{SegmentLength.TotalSeconds}\n#EXT-X-MEDIA-SEQUENCE:{first}\n#EXT-X-DISCONTINUITY-SEQUENCE:{(first == 0 ? 0 : (first - 1) / Length)}\n#EXT-X-MAP:URI=\"init.mp4\"\n");
        for (var segment = first; segment < next; segment++)
        {
            text.Append(segment > 0 && segment % Length == 0 ? "#EXT-X-DISCONTINUITY\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{SegmentLength.TotalSeconds:0.000},\n{segment}.m4s\n");
        }

        return text.ToString();
    }

    private static byte[] Read(string name)
    {
        using var file = Here.GetManifestResourceStream(Root + name)!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
