using System.Globalization;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>
/// DASH over the same media: <c>live.mpd</c> with a template of numbers, and for each rendition <c>NAME/init.mp4</c> and
/// <c>NAME/NUMBER.m4s</c>, which is served in chunks while it grows.
/// </summary>
/// <param name="options">What is played.</param>
/// <param name="timeline">How far it is.</param>
/// <param name="epoch">The wall clock at the stream's beginning.</param>
/// <param name="media">Where the media is.</param>
internal sealed class DashFolder(TestOriginOptions options, LiveTimeline timeline, DateTimeOffset epoch, HlsFolder media) : IOriginFolder
{

    /// <inheritdoc />
    public string Path => "/dash/";

    /// <inheritdoc />
    public async ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken)
    {
        if (string.Equals(request.Path, Path + "live.mpd", StringComparison.Ordinal))
        {
            return new BytesContent(Encoding.UTF8.GetBytes(Manifest()))
            {
                ContentType = "application/dash+xml",
                CacheControl = options.PlaylistCacheControl,
                ETag = string.Create(CultureInfo.InvariantCulture, $"\"mpd-g{options.Generation + view.GenerationsOn}\""),
            };
        }

        // A part has no address in DASH.
        var name = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        return name is "init.mp4" || (name.EndsWith(".m4s", StringComparison.Ordinal) && name.Count(static letter => letter == '.') == 1)
            ? await media.FindAsync(request.At(media.Path + request.Path[Path.Length..]), view, cancellationToken)
            : null;
    }

    private string Manifest()
    {
        var ahead = options.SegmentDuration - options.PartDuration;
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        text.Append(CultureInfo.InvariantCulture, $"<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" profiles=\"urn:mpeg:dash:profile:isoff-live:2011\" type=\"dynamic\" availabilityStartTime=\"{epoch:yyyy-MM-ddTHH:mm:ss.fffZ}\" publishTime=\"{epoch:yyyy-MM-ddTHH:mm:ss.fffZ}\" minimumUpdatePeriod=\"PT{options.SegmentDuration.TotalSeconds:0.###}S\" timeShiftBufferDepth=\"PT{(timeline.Window * options.SegmentDuration).TotalSeconds:0.###}S\" minBufferTime=\"PT{options.PartDuration.TotalSeconds:0.###}S\">\n");
        text.Append("<Period id=\"0\" start=\"PT0S\"><AdaptationSet contentType=\"video\" mimeType=\"video/mp4\" segmentAlignment=\"true\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<SegmentTemplate timescale=\"1000\" duration=\"{options.SegmentDuration.TotalMilliseconds:0}\" startNumber=\"{timeline.FirstMsn}\" availabilityTimeOffset=\"{ahead.TotalSeconds:0.###}\" availabilityTimeComplete=\"false\" initialization=\"$RepresentationID$/init.mp4\" media=\"$RepresentationID$/$Number$.m4s\"/>\n");
        foreach (var rendition in options.Renditions)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Representation id=\"{rendition.Name}\" bandwidth=\"{rendition.BitsPerSecond}\" codecs=\"avc1.42c01e\" width=\"640\" height=\"360\"/>\n");
        }

        return text.Append("</AdaptationSet></Period></MPD>\n").ToString();
    }
}
