using System.Text;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

public sealed class PlaylistReaderTests
{
    private const string LowLatency =
        """
        #EXTM3U
        #EXT-X-TARGETDURATION:4
        #EXT-X-VERSION:9
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,CAN-SKIP-UNTIL=24.5
        #EXT-X-PART-INF:PART-TARGET=0.33334
        #EXT-X-MEDIA-SEQUENCE:266
        #EXT-X-DISCONTINUITY-SEQUENCE:3
        #EXT-X-MAP:URI="init.mp4",BYTERANGE="620@0"
        #EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/k?a=1,b=2"
        #EXT-X-PROGRAM-DATE-TIME:2026-02-14T02:13:36.106Z
        #EXTINF:4.00008,a title, with a comma
        file266.mp4
        #EXT-X-DISCONTINUITY
        #EXT-X-GAP
        #EXT-X-PART:DURATION=0.33334,URI="part267.mp4",BYTERANGE="100@20",INDEPENDENT=YES
        #EXT-X-PART:DURATION=0.33334,URI="part267.mp4",BYTERANGE="50"
        #EXT-X-PART:DURATION=0.33334,URI="other267.mp4",GAP=YES
        #EXTINF:3.5
        file267.mp4
        #EXT-X-PART:DURATION=0.33334,URI="part268.0.mp4",INDEPENDENT=YES
        #EXT-X-PART:DURATION=0.33334,URI="part268.1.mp4"
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="part268.2.mp4",BYTERANGE-START=7
        #EXT-X-PRELOAD-HINT:TYPE=MAP,URI="init2.mp4",BYTERANGE-START=0,BYTERANGE-LENGTH=9
        #EXT-X-RENDITION-REPORT:URI="../1M/live.m3u8?_HLS_msn=3",LAST-MSN=268,LAST-PART=1
        """;

    [Fact]
    public void What_the_playlist_says_of_itself_is_read()
    {
        var playlist = Playlists.Media(LowLatency);

        Assert.Equal(266, playlist.MediaSequence);
        Assert.Equal(267, playlist.LastMsn);
        Assert.Equal(2, playlist.PartsOfNext);
        Assert.Equal(4, playlist.TargetDurationSeconds);
        Assert.Equal(0.33334, playlist.PartTargetSeconds);
        Assert.Equal(24.5, playlist.CanSkipUntilSeconds);
        Assert.Equal(1, playlist.PartHoldBackSeconds);
        Assert.Equal(9, playlist.Version);
        Assert.True(playlist.CanBlockReload);
        Assert.False(playlist.IsEnded);
        Assert.Equal(7.50008, playlist.DurationSeconds, 6);
    }

    [Fact]
    public void A_segment_has_what_stands_before_its_URI_and_what_still_holds()
    {
        var segments = Playlists.Media(LowLatency).Segments;

        Assert.Equal((266, "file266.mp4", 4.00008, "init.mp4", 3L, false), Shape(segments[0]));
        Assert.Equal((267, "file267.mp4", 3.5, "init.mp4", 4L, true), Shape(segments[1]));
        Assert.Equal(new ByteRange(0, 620), segments[1].MapRange);
        Assert.Equal(new DateTimeOffset(2026, 2, 14, 2, 13, 36, 106, TimeSpan.Zero), segments[0].ProgramDateTime);
        Assert.Null(segments[1].ProgramDateTime);
        Assert.Empty(segments[0].Parts);
    }

    [Fact]
    public void A_part_without_an_offset_follows_the_one_before_it()
    {
        var playlist = Playlists.Media(LowLatency);

        Assert.Equal(
            [
                new MediaPart("part267.mp4", new ByteRange(20, 100), 0.33334, IsIndependent: true, IsGap: false),
                new MediaPart("part267.mp4", new ByteRange(120, 50), 0.33334, IsIndependent: false, IsGap: false),
                new MediaPart("other267.mp4", null, 0.33334, IsIndependent: false, IsGap: true),
            ],
            playlist.Segments[1].Parts);
        Assert.Equal(["part268.0.mp4", "part268.1.mp4"], playlist.NextParts.Select(static part => part.Uri));
    }

    [Fact]
    public void Hints_are_read_and_that_of_a_part_comes_first()
    {
        var playlist = Playlists.Media(LowLatency);

        Assert.Equal(new PreloadHint("part268.2.mp4", 7, null, IsMap: false), playlist.Hint);
        Assert.Equal(new PreloadHint("init2.mp4", 0, 9, IsMap: true), playlist.Hints[1]);
    }

    [Fact]
    public void Everything_it_names_is_named_with_its_segment() => Assert.Equal(
        [
            new NamedUri("init.mp4", NamedKind.Map, 266) { Range = new ByteRange(0, 620) },
            new NamedUri("https://keys.example/k?a=1,b=2", NamedKind.Key, 266),
            new NamedUri("file266.mp4", NamedKind.Segment, 266),
            new NamedUri("part267.mp4", NamedKind.Part, 267) { Range = new ByteRange(20, 100) },
            new NamedUri("part267.mp4", NamedKind.Part, 267) { Range = new ByteRange(120, 50) },
            new NamedUri("other267.mp4", NamedKind.Part, 267),
            new NamedUri("file267.mp4", NamedKind.Segment, 267),
            new NamedUri("part268.0.mp4", NamedKind.Part, 268),
            new NamedUri("part268.1.mp4", NamedKind.Part, 268),
            new NamedUri("part268.2.mp4", NamedKind.PreloadHint, 268),
            new NamedUri("init2.mp4", NamedKind.PreloadHint, 268) { Range = new ByteRange(0, 9) },
            new NamedUri("../1M/live.m3u8?_HLS_msn=3", NamedKind.RenditionReport, 268),
        ],
        Playlists.Media(LowLatency).Named());

    [Fact]
    public void A_URI_with_a_variable_is_not_named() =>
        Assert.Empty(Playlists.Media("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"\n#EXTINF:4,\n{$a}/1.ts\n").Named());

    [Fact]
    public void Line_ends_spaces_and_a_byte_order_mark_change_nothing()
    {
        var plain = Playlists.Media(LowLatency);
        var other = Playlists.Media("\uFEFF" + LowLatency.Replace("\n", " \r\n", StringComparison.Ordinal));

        Assert.Equal(plain.Named(), other.Named());
        Assert.Equal(plain.Segments.Select(Shape), other.Segments.Select(Shape));
    }

    [Fact]
    public void A_byte_range_without_an_offset_follows_the_segment_before_it()
    {
        var playlist = Playlists.Media(
            "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n#EXT-X-BYTERANGE:75@10\na.ts\n#EXTINF:4,\n#EXT-X-BYTERANGE:20\na.ts\n#EXT-X-BYTERANGE:5\n#EXTINF:4,\nb.ts\n#EXTINF:4,\nc.ts\n");

        Assert.Equal([new ByteRange(10, 75), new ByteRange(85, 20), new ByteRange(0, 5), null], playlist.Segments.Select(static segment => segment.Range));
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:9\n", 8, 0)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n", -1, 0)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\na.ts\n#EXTINF:6,\n", 0, 6)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\na.ts\n#EXTINF:6,\nb.ts", 0, 6)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:x,\na.ts", 0, 0)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:-1,\na.ts", 0, 0)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:1e300,\na.ts", 0, 0)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:-4\n#EXTINF:6.,\na.ts", 0, 6)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:9007199254740993\n#EXTINF:6,\na.ts", 0, 6)]
    public void A_segment_is_complete_with_its_URI_and_numbers_are_bounded(string text, long lastMsn, double duration)
    {
        var playlist = Playlists.Media(text);

        Assert.Equal(lastMsn, playlist.LastMsn);
        Assert.Equal(duration, playlist.DurationSeconds);
    }

    [Theory]
    [InlineData("#EXT-X-TARGETDURATION:6", 6)]
    [InlineData("#EXT-X-TARGETDURATION:5.6", 6)]
    [InlineData("#EXT-X-TARGETDURATION:0", 1)]
    [InlineData("#EXT-X-TARGETDURATION:", 4)]
    [InlineData("", 4)]
    public void A_target_duration_is_at_least_a_second_and_made_up_if_missing(string line, int expected) =>
        Assert.Equal(expected, Playlists.Media($"#EXTM3U\n{line}\n#EXTINF:4.4,\na.ts\n").TargetDurationSeconds);

    [Theory]
    [InlineData("", "no EXTM3U")]
    [InlineData("<html>", "no EXTM3U")]
    [InlineData("#EXTM3U8\n#EXTINF:1,\na", "no EXTM3U")]
    [InlineData("#EXTM3U\n", "neither a media nor a multivariant playlist")]
    [InlineData("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n#EXTINF:1,\nb", "both a media and a multivariant playlist")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n#EXTINF:1,\nb", "delta")]
    public void What_is_no_playlist_says_why(string text, string why) => Assert.Equal(why, Playlists.Opaque(text));

    [Fact]
    public void What_is_too_much_is_opaque()
    {
        const string Head = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";

        Assert.Equal("a line is longer than 64 KiB", Playlists.Opaque($"{Head}#EXTINF:1,\n{new string('a', (64 << 10) + 1)}"));
        Assert.Equal("too many entries", Playlists.Opaque(Head + string.Concat(Enumerable.Repeat("#EXTINF:1,\na\n", 20_001))));
        Assert.Equal("too many entries", Playlists.Opaque(Head + string.Concat(Enumerable.Repeat("#EXT-X-KEY:URI=a\n", 20_001))));
        Assert.Equal("too many lines", Playlists.Opaque(Head + new string('\n', 200_000)));
        Assert.Equal("larger than 4 MiB", Playlists.Opaque(Head + new string('\n', 4 << 20)));
        Assert.Equal("not UTF-8", Assert.IsType<PlaylistReading.Opaque>(PlaylistReader.Read(Encoding.Latin1.GetBytes($"{Head}#EXTINF:1,\né"))).Why);
        Assert.Equal(20_000, Playlists.Media(Head + string.Concat(Enumerable.Repeat("#EXTINF:1,\na\n", 20_000))).Segments.Count);
    }

    private static (long Msn, string Uri, double Seconds, string? Map, long Discontinuity, bool Gap) Shape(MediaSegment segment) =>
        (segment.Msn, segment.Uri, segment.DurationSeconds, segment.MapUri, segment.DiscontinuitySequence, segment.IsGap);
}
