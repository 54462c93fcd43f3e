using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Tests;

/// <summary>What a <see cref="RawOrigin"/> has to say.</summary>
internal static class RawMedia
{
    /// <summary>A manifest of one representation <c>v0</c> whose segments go by number.</summary>
    public const string Manifest = """
        <?xml version="1.0"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic" minimumUpdatePeriod="PT1S"><Period id="0"><AdaptationSet>
        <SegmentTemplate timescale="1000" duration="1000" startNumber="1" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number$.m4s"/>
        <Representation id="v0" bandwidth="1000000"/></AdaptationSet></Period></MPD>
        """;

    /// <summary>Segments of a second, <c>{prefix}{number}.ts</c>, after the lines in <paramref name="before"/>.</summary>
    public static string Playlist(int first, int count, string prefix = "s", string before = "", string after = "", DateTimeOffset? from = null)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{first}\n{before}");
        if (from is { } date)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{date:yyyy-MM-ddTHH:mm:ss.fffZ}\n");
        }

        for (var number = first; number < first + count; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:1.0,\n{prefix}{number}.ts\n");
        }

        return text.Append(after).ToString();
    }

    /// <summary>So many bytes that say <paramref name="text"/> again and again.</summary>
    public static byte[] Bytes(string text, int count = 2000) => [.. Enumerable.Range(0, count).Select(index => (byte)text[index % text.Length])];
}
