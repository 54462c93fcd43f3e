using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

public sealed class MultivariantPlaylistTests
{
    private const string Ladder =
        """
        #EXTM3U
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="audio/en.m3u8"
        #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC",INSTREAM-ID="CC1"
        #EXT-X-SESSION-KEY:METHOD=AES-128,URI="key"
        #EXT-X-SESSION-DATA:DATA-ID="a",URI="data.json"
        #EXT-X-CONTENT-STEERING:SERVER-URI="/steering"
        #EXT-X-STREAM-INF:BANDWIDTH=1280000,AVERAGE-BANDWIDTH=1000000,RESOLUTION=1280x720,CODECS="avc1.4d401f,mp4a.40.2",FRAME-RATE=29.970,AUDIO="aac"
        # a comment between the two
        low.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=7680000,AUDIO="aac",SUBTITLES="s",VIDEO="v"
        high.m3u8
        #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=86000,URI="low/iframe.m3u8",RESOLUTION=axb
        #EXT-X-STREAM-INF:BANDWIDTH=1

        """;

    [Fact]
    public void Variants_are_read_in_order()
    {
        var variants = Playlists.Multivariant(Ladder).Variants;

        Assert.Equal([(0, "low.m3u8", false), (1, "high.m3u8", false), (2, "low/iframe.m3u8", true)], variants.Select(static variant => (variant.Index, variant.Uri, variant.IFrameOnly)));
        Assert.Equal((1_280_000, 1_000_000, 1280, 720, 29.97), (variants[0].Bandwidth, variants[0].AverageBandwidth, variants[0].Width, variants[0].Height, variants[0].FrameRate));
        Assert.Equal(("avc1.4d401f,mp4a.40.2", "aac"), (variants[0].Codecs, variants[0].AudioGroup));
        Assert.Equal(("s", "v"), (variants[1].SubtitlesGroup, variants[1].VideoGroup));
        Assert.Equal(((int?)null, (int?)null), (variants[2].Width, variants[2].Height));
    }

    [Fact]
    public void Renditions_are_read() => Assert.Equal(
        [
            new Rendition("AUDIO", "aac", "English", "en", "audio/en.m3u8", IsDefault: true),
            new Rendition("CLOSED-CAPTIONS", "cc", "CC", null, null, IsDefault: false),
        ],
        Playlists.Multivariant(Ladder).Renditions);

    [Fact]
    public void Everything_it_names_is_named() => Assert.Equal(
        [
            new NamedUri("audio/en.m3u8", NamedKind.Rendition, -1),
            new NamedUri("key", NamedKind.Key, -1),
            new NamedUri("data.json", NamedKind.SessionData, -1),
            new NamedUri("low.m3u8", NamedKind.Variant, -1),
            new NamedUri("high.m3u8", NamedKind.Variant, -1),
            new NamedUri("low/iframe.m3u8", NamedKind.Variant, -1),
        ],
        Playlists.Multivariant(Ladder).Named());

    [Fact]
    public void With_every_variant_kept_it_passes_byte_for_byte() =>
        Assert.Equal(Ladder, Playlists.Render(Playlists.Multivariant(Ladder), new HashSet<int> { 0, 1, 2 }));

    [Fact]
    public void A_variant_that_is_not_kept_goes_with_its_lines()
    {
        var rendered = Playlists.Render(Playlists.Multivariant(Ladder), new HashSet<int> { 1 }, static uri => "/e/" + uri);

        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="/e/audio/en.m3u8"
            #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC",INSTREAM-ID="CC1"
            #EXT-X-SESSION-KEY:METHOD=AES-128,URI="/e/key"
            #EXT-X-SESSION-DATA:DATA-ID="a",URI="/e/data.json"
            #EXT-X-CONTENT-STEERING:SERVER-URI="/steering"
            #EXT-X-STREAM-INF:BANDWIDTH=7680000,AUDIO="aac",SUBTITLES="s",VIDEO="v"
            /e/high.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=1

            """,
            rendered);
    }
}
