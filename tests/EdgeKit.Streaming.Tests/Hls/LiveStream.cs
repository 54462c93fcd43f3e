using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Tests.Hls;

/// <summary>A live stream as an origin would describe it, at any moment: segments 0, 1, 2… of which the last few are listed.</summary>
internal sealed record LiveStream
{
    public long FirstMsn { get; init; }

    public int Window { get; init; } = 8;

    public int SegmentSeconds { get; init; } = 4;

    /// <summary>Parts in each segment; 0 for a stream without parts.</summary>
    public int PartsEach { get; init; }

    /// <summary>Segments before the end that still list their parts.</summary>
    public int SegmentsWithParts { get; init; } = 2;

    public int PartsOfNext { get; init; }

    public bool Dates { get; init; }

    public bool Ended { get; init; }

    public int? SkipUntil { get; init; }

    public int Version { get; init; } = 9;

    public bool ByteRanges { get; init; }

    public int MapEvery { get; init; }

    public int DiscontinuityEvery { get; init; }

    public string Ending { get; init; } = "\n";

    public string Prefix { get; init; } = "seg";

    public bool Control { get; init; } = true;

    public bool CanBlock { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append(Ending);

        Line($"#EXTM3U");
        Line($"#EXT-X-VERSION:{Version}");
        Line($"#EXT-X-TARGETDURATION:{SegmentSeconds}");
        if (PartsEach > 0)
        {
            Line($"#EXT-X-PART-INF:PART-TARGET={PartSeconds}");
        }

        if (Control)
        {
            var skip = SkipUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $",CAN-SKIP-UNTIL={until}") : "";
            var hold = PartsEach > 0 ? string.Create(CultureInfo.InvariantCulture, $",PART-HOLD-BACK={3 * PartSeconds}") : "";
            Line($"#EXT-X-SERVER-CONTROL:{(CanBlock ? "CAN-BLOCK-RELOAD=YES," : "")}HOLD-BACK={3 * SegmentSeconds}{hold}{skip}");
        }

        Line($"#EXT-X-MEDIA-SEQUENCE:{FirstMsn}");
        if (DiscontinuityEvery > 0)
        {
            Line($"#EXT-X-DISCONTINUITY-SEQUENCE:{(FirstMsn + DiscontinuityEvery - 1) / DiscontinuityEvery}");
        }

        for (var msn = FirstMsn; msn < FirstMsn + Window; msn++)
        {
            Segment(msn, Line);
        }

        if (PartsEach > 0 && !Ended)
        {
            Parts(FirstMsn + Window, PartsOfNext, Line);
            Line($"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{Prefix}{FirstMsn + Window}.{PartsOfNext}.mp4\"");
            Line($"#EXT-X-RENDITION-REPORT:URI=\"../other/live.m3u8\",LAST-MSN={FirstMsn + Window - 1},LAST-PART={Math.Max(0, PartsEach - 1)}");
        }

        if (Ended)
        {
            Line($"#EXT-X-ENDLIST");
        }

        return text.ToString();
    }

    private double PartSeconds => (double)SegmentSeconds / Math.Max(1, PartsEach);

    private void Segment(long msn, Action<FormattableString> line)
    {
        if (DiscontinuityEvery > 0 && msn % DiscontinuityEvery == 0)
        {
            line($"#EXT-X-DISCONTINUITY");
        }

        if (MapEvery > 0 && (msn == FirstMsn || msn % MapEvery == 0))
        {
            line($"#EXT-X-MAP:URI=\"init{msn / MapEvery}.mp4\"");
        }

        if (Dates)
        {
            line($"#EXT-X-PROGRAM-DATE-TIME:{DateTimeOffset.UnixEpoch.AddSeconds(msn * SegmentSeconds):yyyy-MM-ddTHH:mm:ss.fffZ}");
        }

        if (msn >= FirstMsn + Window - SegmentsWithParts)
        {
            Parts(msn, PartsEach, line);
        }

        if (ByteRanges)
        {
            line($"#EXT-X-BYTERANGE:1000@{msn * 1000}");
        }

        line($"#EXTINF:{SegmentSeconds}.00000,");
        line($"{(ByteRanges ? $"{Prefix}.mp4" : $"{Prefix}{msn}.mp4")}");
    }

    private void Parts(long msn, int count, Action<FormattableString> line)
    {
        for (var part = 0; part < count; part++)
        {
            line($"#EXT-X-PART:DURATION={PartSeconds},URI=\"{Prefix}{msn}.{part}.mp4\"{(part == 0 ? ",INDEPENDENT=YES" : "")}");
        }
    }
}
