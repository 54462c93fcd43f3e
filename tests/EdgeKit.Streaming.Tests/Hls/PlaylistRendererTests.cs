using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

public sealed class PlaylistRendererTests
{
    private const string Head = "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:4\n";

    [Fact]
    public void Unknown_tags_comments_and_blank_lines_pass()
    {
        const string Odd = "#EXTM3U\n\n# by hand\n#EXT-X-TARGETDURATION:4\n#EXT-X-VENDOR:URI=\"a\"\n#EXTINF:4,\n#EXT-X-CUE-OUT:30\na.ts\n#EXT-X-ENDLIST\nno end of line";

        Assert.Equal(Odd, Playlists.Render(Playlists.Media(Odd), rewrite: static uri => uri == "a" ? "changed" : null));
    }

    [Fact]
    public void URIs_are_rewritten_where_they_stand_and_nothing_else_is()
    {
        const string Text =
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES
            #EXT-X-MAP:BYTERANGE="3@4",URI="init.mp4"
            #EXT-X-KEY:METHOD=AES-128,URI="key,1",IV=0x1
            #EXT-X-PART:DURATION=1,URI="p0"
            #EXTINF:4,
            seg1.ts  
            #EXTINF:4,
            {$base}/seg2.ts
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="p1"
            #EXT-X-RENDITION-REPORT:URI="../b.m3u8?_HLS_msn=4",LAST-MSN=1
            #EXT-X-DATERANGE:ID="a",X-ASSET-URI="https://ads.example/a.m3u8"
            """;

        Assert.Equal(
            Text.Replace("URI=\"init.mp4\"", "URI=\"/e/init.mp4\"", StringComparison.Ordinal)
                .Replace("\"key,1\"", "\"/e/key,1\"", StringComparison.Ordinal)
                .Replace("\"p0\"", "\"/e/p0\"", StringComparison.Ordinal)
                .Replace("\nseg1.ts  ", "\n/e/seg1.ts  ", StringComparison.Ordinal)
                .Replace("\"p1\"", "\"/e/p1\"", StringComparison.Ordinal)
                .Replace("\"../b.m3u8?_HLS_msn=4\"", "\"/e/../b.m3u8?_HLS_msn=4\"", StringComparison.Ordinal),
            Playlists.Render(Playlists.Media(Text), rewrite: static uri => "/e/" + uri));
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\r\n#EXT-X-ENDLIST")]
    [InlineData("#EXT-X-ENDLIST")]
    [InlineData("")]
    public void A_URI_cannot_add_a_tag(string hostile)
    {
        const string Text = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP:URI=\"i\"\n#EXTINF:4,\ns\n#EXT-X-ENDLIST\n";
        var rendered = Playlists.Media(Playlists.Render(Playlists.Media(Text), rewrite: _ => hostile));

        Assert.Single(rendered.Segments);
        Assert.Equal(Text.Split('\n').Length, rendered.Lines.Count + 1);
    }

    [Theory]
    [InlineData("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=12", "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=12")]
    [InlineData("#EXT-X-SERVER-CONTROL:HOLD-BACK=12", "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=12")]
    [InlineData("#EXT-X-SERVER-CONTROL:HOLD-BACK=12,CAN-BLOCK-RELOAD=NO,CAN-SKIP-UNTIL=36", "#EXT-X-SERVER-CONTROL:HOLD-BACK=12,CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=36")]
    [InlineData("#EXT-X-SERVER-CONTROL:", "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES")]
    [InlineData("#EXT-X-SERVER-CONTROL", "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES")]
    public void The_origins_server_control_gains_the_promise_to_hold(string written, string rendered) =>
        Assert.Equal($"{Head}{rendered}\n#EXTINF:4,\na\n", Playlists.Render(Playlists.Media($"{Head}{written}\n#EXTINF:4,\na\n")));

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n|#EXT-X-VERSION:3\n#EXTINF:4,\na\n")]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n|#EXTINF:4,\na\n")]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n|#EXTINF:4,\na\n")]
    [InlineData("#EXTM3U\n|#EXTINF:4,\na\n")]
    public void A_playlist_without_server_control_gains_one(string text)
    {
        foreach (var ending in (string[])["\n", "\r\n"])
        {
            var expected = text.Replace("|", "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES\n", StringComparison.Ordinal).Replace("\n", ending, StringComparison.Ordinal);
            var origin = text.Replace("|", "", StringComparison.Ordinal).Replace("\n", ending, StringComparison.Ordinal);

            Assert.Equal(expected, Playlists.Render(Playlists.Media(origin)));
        }
    }

    [Fact]
    public void The_promise_fits_after_a_last_line_without_an_end() => Assert.Equal(
        "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES",
        Playlists.Render(Playlists.Media("#EXTM3U\n#EXT-X-TARGETDURATION:4")));

    [Fact]
    public void A_delta_update_drops_what_is_beyond_the_skip_boundary_with_its_tags()
    {
        // 24 s boundary, seven segments of 4 s: the first ends exactly 24 s before the end, so only an eighth is beyond it.
        const string Segments = "#EXTINF:4,\ns2\n#EXTINF:4,\ns3\n#EXTINF:4,\ns4\n#EXTINF:4,\ns5\n#EXTINF:4,\ns6\n#EXTINF:4,\ns7\n#EXTINF:4,\ns8\n";
        const string Control = "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=24\n";
        const string Text = Head + Control
            + "#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-VENDOR:1\n#EXT-X-MAP:URI=\"i\"\n#EXT-X-KEY:METHOD=NONE\n#EXT-X-PART:DURATION=4,URI=\"p\"\n#EXT-X-DATERANGE:ID=\"d\"\n"
            + "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z\n# note\n#EXTINF:4,\ns1\n" + Segments;

        Assert.Equal(
            Head + Control + "#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-VENDOR:1\n#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n#EXT-X-DATERANGE:ID=\"d\"\n" + Segments,
            Playlists.Render(Playlists.Media(Text), skip: true));
    }

    [Fact]
    public void A_delta_update_is_whole_where_it_must_be()
    {
        var stream = new LiveStream { FirstMsn = 5, Window = 20, SkipUntil = 24 };

        Assert.True(PlaylistRenderer.CanSkip(Playlists.Media(stream.ToString())));
        Assert.All(
            [stream with { SkipUntil = null }, stream with { Version = 8 }, stream with { Ended = true }, stream with { Window = 7 }],
            static whole =>
            {
                var playlist = Playlists.Media(whole.ToString());
                Assert.False(PlaylistRenderer.CanSkip(playlist));
                Assert.Equal(Playlists.Render(playlist), Playlists.Render(playlist, skip: true));
            });
    }

    [Fact]
    public void A_delta_update_keeps_the_line_ends() =>
        Assert.DoesNotContain("\n", Playlists.Render(Playlists.Media(new LiveStream { Window = 20, SkipUntil = 24, Ending = "\r\n" }.ToString()), skip: true)
            .Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
}
