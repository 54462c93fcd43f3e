using System.Globalization;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>Writes playlists of RFC 8216bis.</summary>
/// <param name="timeline">How far the stream is.</param>
/// <param name="flavour">How it speaks.</param>
/// <param name="partTarget">The longest part.</param>
/// <param name="segmentTarget">The longest segment.</param>
/// <param name="epoch">The wall clock at the stream's beginning.</param>
internal sealed class HlsPlaylist(LiveTimeline timeline, HlsFlavour flavour, TimeSpan partTarget, TimeSpan segmentTarget, DateTimeOffset epoch)
{
    /// <summary>Parts are listed for this many target durations before the end.</summary>
    private const int PartsFor = 3;
    private const int SkipUntil = 6;

    private int TargetSeconds => Math.Max(1, (int)Math.Round(segmentTarget.TotalSeconds));

    /// <summary>A media playlist as it is when <paramref name="next"/> is the part to come.</summary>
    public string Media(string rendition, ILiveMedia media, LivePosition next, IEnumerable<string> others, bool skips)
    {
        var text = new StringBuilder("#EXTM3U\n");
        var first = Math.Max(timeline.FirstMsn, next.Msn - timeline.Window);
        var skipped = skips ? Math.Max(0, Back(media, next, TimeSpan.FromSeconds(SkipUntil * TargetSeconds)) - first) : 0;
        Append(text, $"#EXT-X-VERSION:{(flavour == HlsFlavour.Plain ? 7 : 9)}\n#EXT-X-TARGETDURATION:{TargetSeconds}\n");
        if (flavour != HlsFlavour.Plain)
        {
            Append(text, $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={3 * partTarget.TotalSeconds:0.000},CAN-SKIP-UNTIL={SkipUntil * TargetSeconds:0.0}\n");
            Append(text, $"#EXT-X-PART-INF:PART-TARGET={partTarget.TotalSeconds:0.000}\n");
        }

        Append(text, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        if (skipped > 0)
        {
            Append(text, $"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n");
        }
        else
        {
            text.Append("#EXT-X-MAP:URI=\"init.mp4\"\n");
        }

        // A part that begins exactly there is one too many for some parsers.
        var partsFrom = Back(media, next, TimeSpan.FromSeconds(PartsFor * TargetSeconds) - (partTarget / 2));
        for (var msn = first + skipped; msn < next.Msn; msn++)
        {
            Append(text, $"#EXT-X-PROGRAM-DATE-TIME:{epoch + media.StartOf(msn):yyyy-MM-ddTHH:mm:ss.fffZ}\n");
            AppendParts(text, media, msn, msn >= partsFrom ? timeline.PartsOf(msn) : 0);
            Append(text, $"#EXTINF:{DurationOf(media, msn).TotalSeconds:0.000},\n{msn}.m4s\n");
        }

        if (!timeline.HasEnded)
        {
            AppendParts(text, media, next.Msn, next.Part);
            AppendHint(text, media, next);
        }

        if (flavour != HlsFlavour.Plain)
        {
            foreach (var other in others.Where(other => !string.Equals(other, rendition, StringComparison.Ordinal)))
            {
                var last = next.Part > 0 ? next with { Part = next.Part - 1 } : new LivePosition(next.Msn - 1, timeline.PartsOf(next.Msn - 1) - 1);
                Append(text, $"#EXT-X-RENDITION-REPORT:URI=\"../{other}/live.m3u8\",LAST-MSN={last.Msn},LAST-PART={last.Part}\n");
            }
        }

        return text.Append(timeline.HasEnded ? "#EXT-X-ENDLIST\n" : "").ToString();
    }

    /// <summary>The playlist of all renditions.</summary>
    public static string Multivariant(IEnumerable<(string Name, ILiveMedia Media)> renditions, string codecs)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var (name, media) in renditions)
        {
            Append(text, $"#EXT-X-STREAM-INF:BANDWIDTH={media.Bandwidth},AVERAGE-BANDWIDTH={media.Bandwidth},CODECS=\"{codecs}\"\n{name}/live.m3u8\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, FormattableString line) => text.AppendFormat(CultureInfo.InvariantCulture, line.Format, line.GetArguments());

    private static long OffsetOf(ILiveMedia media, LivePosition part) =>
        Enumerable.Range(0, part.Part).Sum(index => (long)media.LengthOf(part with { Part = index }));

    private void AppendParts(StringBuilder text, ILiveMedia media, long msn, int parts)
    {
        if (flavour == HlsFlavour.Plain)
        {
            return;
        }

        for (var index = 0; index < parts; index++)
        {
            var part = new LivePosition(msn, index);
            var where = flavour == HlsFlavour.PartFiles
                ? string.Create(CultureInfo.InvariantCulture, $"URI=\"{msn}.{index}.m4s\"")
                : string.Create(CultureInfo.InvariantCulture, $"URI=\"{msn}.m4s\",BYTERANGE=\"{media.LengthOf(part)}@{OffsetOf(media, part)}\"");
            Append(text, $"#EXT-X-PART:DURATION={media.DurationOf(part).TotalSeconds:0.00000},{where}{(media.IsIndependent(part) ? ",INDEPENDENT=YES" : "")}\n");
        }
    }

    private void AppendHint(StringBuilder text, ILiveMedia media, LivePosition next)
    {
        if (flavour == HlsFlavour.PartFiles)
        {
            Append(text, $"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{next.Msn}.{next.Part}.m4s\"\n");
        }
        else if (flavour == HlsFlavour.PartRanges)
        {
            Append(text, $"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{next.Msn}.m4s\",BYTERANGE-START={OffsetOf(media, next)}\n");
        }
    }

    /// <summary>The first segment that begins no more than <paramref name="time"/> before the end.</summary>
    private long Back(ILiveMedia media, LivePosition next, TimeSpan time)
    {
        var end = Enumerable.Range(0, next.Part).Aggregate(media.StartOf(next.Msn), (sum, part) => sum + media.DurationOf(next with { Part = part }));
        var msn = next.Msn;
        while (msn > timeline.FirstMsn && end - media.StartOf(msn - 1) <= time)
        {
            msn--;
        }

        return msn;
    }

    private TimeSpan DurationOf(ILiveMedia media, long msn) =>
        Enumerable.Range(0, timeline.PartsOf(msn)).Aggregate(TimeSpan.Zero, (sum, index) => sum + media.DurationOf(new LivePosition(msn, index)));
}
