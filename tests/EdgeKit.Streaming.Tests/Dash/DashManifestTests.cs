using System.Text;
using CsCheck;
using EdgeKit.Streaming.Dash;

namespace EdgeKit.Streaming.Tests.Dash;

public sealed class DashManifestTests
{
    private const string Live =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- as a packager writes it -->
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic" minimumUpdatePeriod="PT2.5S" timeShiftBufferDepth="PT1M" profiles="a">
          <Period id="0" start="PT0S">
            <BaseURL availabilityTimeOffset="1.5">media/</BaseURL>
            <AdaptationSet contentType="video" mimeType="video/mp4">
              <SegmentTemplate timescale="1000" duration="2000" startNumber="7" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number%05d$.m4s?b=$Bandwidth$"/>
              <Representation id="v1" bandwidth="1000000" codecs="avc1.4d401f"/>
              <Representation id="v2" bandwidth="2000000" mimeType="video/webm">
                <SegmentTemplate availabilityTimeOffset="INF" media="$RepresentationID$/$Bandwidth$-$Number$-$SubNumber$.m4s"/>
              </Representation>
            </AdaptationSet>
            <AdaptationSet contentType="audio">
              <Representation id="a1" bandwidth="64000">
                <SegmentTemplate timescale="48000" initialization="a-init.mp4" media="a-$Time$.m4s">
                  <SegmentTimeline><S t="96000" d="96000" r="2"/><S d="48000"/><S t="480000" d="10"/></SegmentTimeline>
                </SegmentTemplate>
              </Representation>
            </AdaptationSet>
          </Period>
          <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="https://time.example/now"/>
        </MPD>
        """;

    private const string Rooted =
        """
        <MPD><Location>https://origin.example/live/m.mpd</Location>
        <BaseURL>
          https://origin.example/a/?x=1&amp;y=2
        </BaseURL><BaseURL>/backup/</BaseURL><BaseURL>relative/</BaseURL>
        <Period><AdaptationSet><SegmentTemplate initialization='//cdn.example/$RepresentationID$/i' media = "https://origin.example/$Number$.m4s"/>
        <Representation id="1"/></AdaptationSet>
        <AdaptationSet><Representation id="2"><SegmentList><Initialization sourceURL="/i2"/><SegmentURL media="http://x/1"/><SegmentURL media="rel"/></SegmentList></Representation></AdaptationSet>
        </Period><UTCTiming value="https://origin.example/time"/><Other><BaseURL>https://origin.example/other/</BaseURL></Other></MPD>
        """;

    [Fact]
    public void What_the_manifest_says_of_itself_is_read()
    {
        var manifest = Read(Live);

        Assert.True(manifest.IsDynamic);
        Assert.Equal(2.5, manifest.MinimumUpdateSeconds);
        Assert.Equal(60, manifest.TimeShiftSeconds);
        Assert.Empty(manifest.AbsoluteBaseUrls);
        Assert.False(Read("<MPD type='static'/>").IsDynamic);
        Assert.Null(Read("<MPD minimumUpdatePeriod='soon' timeShiftBufferDepth='-PT1S'/>").MinimumUpdateSeconds);
    }

    [Fact]
    public void A_representation_has_what_it_says_and_what_it_inherits()
    {
        var representations = Read(Live).Representations;

        Assert.Equal(
            [("v1", 1_000_000, "video/mp4", 2.0, 1.5, 0, 0), ("v2", 2_000_000, "video/webm", 2.0, double.PositiveInfinity, 0, 0), ("a1", 64_000, null, null, 1.5, 0, 1)],
            representations.Select(static representation => (
                representation.Id,
                representation.Bandwidth,
                representation.MimeType,
                representation.SegmentSeconds,
                representation.AvailabilityTimeOffsetSeconds,
                representation.Period,
                representation.AdaptationSet)));
        Assert.All(representations, static representation => Assert.Equal(["media/"], representation.Bases));
        Assert.Equal((1000, 7), (representations[0].Segments.Timescale, representations[1].Segments.StartNumber));
    }

    [Theory]
    [InlineData("media/v1/init.mp4", "v1 Initialization   True")]
    [InlineData("media/v1/00007.m4s", "v1 Media 7   ")]
    [InlineData("media/v1/00007.m4s?b=1000000", "v1 Media 7   ")]
    [InlineData("media/v1/123456.m4s", "v1 Media 123456   ")]
    [InlineData("media/v2/2000000-8-3.m4s", "v2 Media 8  3 ")]
    [InlineData("media/a-init.mp4", "a1 Initialization   True")]
    [InlineData("media/a-96000.m4s", "a1 Media  96000  True")]
    [InlineData("media/a-288000.m4s", "a1 Media  288000  True")]
    [InlineData("media/a-384000.m4s", "a1 Media  384000  True")]
    [InlineData("media/a-480000.m4s", "a1 Media  480000  True")]
    [InlineData("media/a-432000.m4s", "a1 Media  432000  False")]
    [InlineData("media/a-96001.m4s", "a1 Media  96001  False")]
    public void What_it_names_is_known(string url, string expected) => Assert.Equal(Squeeze(expected), Squeeze(Shape(Read(Live).Match(url))));

    [Theory]
    [InlineData("v1/init.mp4")]
    [InlineData("media/v3/init.mp4")]
    [InlineData("media/v1/0007.m4s")]
    [InlineData("media/v1/000007.m4s")]
    [InlineData("media/v1/-0007.m4s")]
    [InlineData("media/v1/00007.m4s.bak")]
    [InlineData("media/v2/1000000-8-3.m4s")]
    [InlineData("media/v2/2000000-08-3.m4s")]
    [InlineData("media/v2/2000000--3.m4s")]
    [InlineData("media/a-99999999999999999999.m4s")]
    [InlineData("media/../media/a-96000.m4s")]
    [InlineData("")]
    public void What_it_does_not_name_is_not(string url) => Assert.Null(Read(Live).Match(url));

    [Fact]
    public void Of_two_periods_the_one_that_lists_it_counts_and_else_the_last()
    {
        static string Period(int start) =>
            $"<Period><AdaptationSet><SegmentTemplate media='$Time$'><SegmentTimeline><S t='{start}' d='10' r='1'/></SegmentTimeline></SegmentTemplate><Representation id='a'/></AdaptationSet></Period>";
        var manifest = Read($"<MPD>{Period(0)}{Period(20)}</MPD>");

        Assert.Equal(0, manifest.Match("10")?.Representation.Period);
        Assert.Equal(1, manifest.Match("30")?.Representation.Period);
        Assert.Equal((1, false), (manifest.Match("40")?.Representation.Period, manifest.Match("40")?.IsListed));
    }

    [Fact]
    public void A_list_names_its_segments_and_a_lone_base_the_whole()
    {
        var manifest = Read(
            """
            <MPD><BaseURL>x/</BaseURL><Period><AdaptationSet>
            <Representation id="l"><SegmentList startNumber="5"><Initialization sourceURL="i"/><SegmentURL media="../s1"/><SegmentURL media="s2"/></SegmentList></Representation>
            <Representation id="w"><BaseURL>whole.mp4</BaseURL><SegmentBase indexRange="0-9"><RepresentationIndex sourceURL="w.idx"/></SegmentBase></Representation>
            </AdaptationSet></Period></MPD>
            """);

        Assert.Equal("l Media 5 True", Squeeze(Shape(manifest.Match("s1"))));
        Assert.Equal("l Media 6 True", Squeeze(Shape(manifest.Match("x/s2"))));
        Assert.Equal("l Initialization True", Squeeze(Shape(manifest.Match("x/i"))));
        Assert.Equal("w Whole True", Squeeze(Shape(manifest.Match("x/whole.mp4"))));
        Assert.Equal("w Index True", Squeeze(Shape(manifest.Match("x/w.idx"))));
        Assert.Null(manifest.Match("x/"));
    }

    [Fact]
    public void Every_alternative_base_is_matched()
    {
        var manifest = Read(Rooted);

        Assert.Equal(["https://origin.example/a/?x=1&y=2", "/backup/", "relative/"], manifest.Representations[0].Bases);
        Assert.Equal(["https://origin.example/a/?x=1&y=2", "/backup/"], manifest.AbsoluteBaseUrls);
        Assert.All(["https://origin.example/a/rel", "/backup/rel", "relative/rel"], url => Assert.Equal(2, manifest.Match(url)?.Numbers.Number));
        Assert.Equal(9, manifest.Match("https://origin.example/9.m4s")?.Numbers.Number);
    }

    [Fact]
    public void Rooted_URLs_are_rewritten_and_nothing_else_is()
    {
        var asked = new List<string>();
        var rewritten = Encoding.UTF8.GetString(Read(Rooted).Rewrite(url =>
        {
            asked.Add(url);
            return $"/edge/{asked.Count}&\"";
        }));

        Assert.Equal(
            [
                "https://origin.example/live/m.mpd", "https://origin.example/a/?x=1&y=2", "/backup/", "//cdn.example/$RepresentationID$/i",
                "https://origin.example/$Number$.m4s", "/i2", "http://x/1",
            ],
            asked);
        Assert.Equal(
            asked.Index().Aggregate(Rooted.Replace("&amp;", "&", StringComparison.Ordinal), static (text, url) =>
                ReplaceFirst(text, url.Item, $"/edge/{url.Index + 1}&amp;&quot;")),
            rewritten);
    }

    [Fact]
    public void Without_a_rewrite_every_byte_stays()
    {
        foreach (var text in (string[])[Live, Rooted, "\uFEFF" + Rooted, "\uFEFF\uFEFF" + Live[Live.IndexOf("<MPD", StringComparison.Ordinal)..], Rooted.Replace("\n", "\r\n", StringComparison.Ordinal)])
        {
            Assert.Equal(Encoding.UTF8.GetBytes(text), Read(text).Rewrite(static _ => null));
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\t")]
    [InlineData("é𝄞")]
    public void Places_are_found_whatever_comes_before(string before)
    {
        var text = $"\uFEFF<MPD><!--{before}{before}--><x{(before.Trim().Length > 0 ? "" : before)} a='&lt;{before}'/><BaseURL serviceLocation='{before}'>{(before.Trim().Length > 0 ? "" : before)}http://a/</BaseURL></MPD>";

        Assert.Equal(text.Replace("http://a/", "/e/", StringComparison.Ordinal), Encoding.UTF8.GetString(Read(text).Rewrite(static _ => "/e/")));
    }

    [Theory]
    [InlineData("<MPD><BaseURL><![CDATA[http://a/]]></BaseURL></MPD>")]
    [InlineData("<MPD><BaseURL>http://<!-- x -->a/</BaseURL></MPD>")]
    [InlineData("<MPD><BaseURL></BaseURL><BaseURL/></MPD>")]
    public void A_URL_without_one_place_is_read_and_left(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(Read(text).Rewrite(static _ => "/e/")));

    [Theory]
    [InlineData("")]
    [InlineData("#EXTM3U")]
    [InlineData("<MPD>")]
    [InlineData("<html/>")]
    [InlineData("<MPD/><MPD/>")]
    [InlineData("<!DOCTYPE MPD [<!ENTITY a \"aaaa\">]><MPD/>")]
    [InlineData("<MPD>&undeclared;</MPD>")]
    [InlineData("<MPD a='1' a='2'/>")]
    public void What_is_no_manifest_says_why(string text)
    {
        Assert.Null(DashManifest.TryRead(Encoding.UTF8.GetBytes(text), out var why));
        Assert.NotNull(why);
    }

    [Fact]
    public void What_is_too_much_is_refused()
    {
        Assert.Equal("larger than 4 MiB", Why("<MPD>" + new string(' ', 4 << 20) + "</MPD>"));
        Assert.Equal("nested too deeply", Why(string.Concat(Enumerable.Repeat("<MPD>", 400_000))));
        Assert.Equal("too many elements", Why("<MPD>" + string.Concat(Enumerable.Repeat("<S/>", 60_000)) + "</MPD>"));
        Assert.Equal("too many representations", Why("<MPD><Period><AdaptationSet>" + string.Concat(Enumerable.Repeat("<Representation/>", 3000)) + "</AdaptationSet></Period></MPD>"));
        Assert.Equal(
            "too many segments",
            Why("<MPD><Period><AdaptationSet><SegmentList>" + string.Concat(Enumerable.Repeat("<SegmentURL/>", 1000)) + "</SegmentList>" + string.Concat(Enumerable.Repeat("<Representation/>", 101)) + "</AdaptationSet></Period></MPD>"));
        Assert.Null(DashManifest.TryRead(new byte[] { (byte)'<', 0xFF }, out _));
    }

    [Fact]
    public void Any_manifest_is_read_without_an_exception_and_passes_byte_for_byte()
    {
        // Whatever is open at the end is closed, and "/" closes the innermost, so that most of them are well-formed.
        string[] pieces =
        [
            "/", "/", "/", "<Period>", "<AdaptationSet>", "<Representation id='a' bandwidth='9'>", "<Representation/>", "<BaseURL>", "http://a/b", "../..", "&amp;", "\n", "\r", "é",
            "<!-- -->", "<![CDATA[x]]>", "<SegmentTemplate media='$Number%019d$' initialization='$'/>", "<SegmentTemplate media='$Time$'>", "<SegmentTemplate media='$Number$'>",
            "<SegmentTemplate media='//$Time$' timescale='0' duration='-1'/>", "<SegmentTimeline>", "<S t='1152921504606846976' d='1152921504606846976' r='9223372036854775807'/>",
            "<S d='1' r='-1'/>", "<S t='0' d='3' r='1152921504606846976'/>", "<SegmentList>", "<SegmentURL media='/x'/>", "<Initialization sourceURL='h:y'/>", "<S/>",
        ];
        var read = 0;
        Gen.Int[0, pieces.Length - 1].Array[0, 14].Sample(picked =>
        {
            var text = new StringBuilder("<MPD>");
            var open = new Stack<string>(["MPD"]);
            foreach (var piece in picked.Select(index => pieces[index]))
            {
                if (piece is "/" && open.Count > 1)
                {
                    text.Append("</").Append(open.Pop()).Append('>');
                }
                else if (piece is not "/")
                {
                    text.Append(piece);
                    if (piece is ['<', not '!', ..] and [.., not '/', '>'])
                    {
                        open.Push(piece[1..^1].Split(' ')[0]);
                    }
                }
            }

            text.Append(string.Concat(open.Select(static name => $"</{name}>")));
            if (DashManifest.TryRead(Encoding.UTF8.GetBytes(text.ToString()), out _) is { } manifest)
            {
                Interlocked.Increment(ref read);
                Assert.Equal(text.ToString(), Encoding.UTF8.GetString(manifest.Rewrite(static _ => null)));
                _ = manifest.Match("1");
                _ = manifest.Match("http://a/1152921504606846976");
            }
        });
        Assert.True(read > 50, "hardly any was well-formed");
        Gen.Byte.Array[0, 200].Sample(static bytes => _ = DashManifest.TryRead((byte[])[.. "<MPD>"u8, .. bytes, .. "</MPD>"u8], out _));
    }

    private static DashManifest Read(string text)
    {
        var manifest = DashManifest.TryRead(Encoding.UTF8.GetBytes(text), out var why);
        Assert.Null(why);
        return manifest!;
    }

    private static string? Why(string text) => DashManifest.TryRead(Encoding.UTF8.GetBytes(text), out var why) is null ? why : null;

    private static string Shape(DashMatch? match) => match is null
        ? "nothing"
        : $"{match.Representation.Id} {match.Kind} {match.Numbers.Number} {match.Numbers.Time} {match.Numbers.SubNumber} {match.IsListed}";

    private static string Squeeze(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string ReplaceFirst(string text, string old, string other)
    {
        var at = text.IndexOf($">{old}<", StringComparison.Ordinal) is >= 0 and var plain ? plain + 1 : text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + other + text[(at + old.Length)..];
    }
}
