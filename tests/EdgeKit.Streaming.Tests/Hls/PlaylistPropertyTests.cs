using System.Text;
using CsCheck;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

public sealed class PlaylistPropertyTests
{
    private static readonly string[] Pieces =
    [
        "#EXTM3U", "#EXT-X-TARGETDURATION:4", "#EXT-X-VERSION:9", "#EXTINF:4,", "#EXTINF:", "#EXTINF", "a.ts", "b/c.ts?x=1", "{$v}/d.ts", "", " ", "#", "##", "#EXT",
        "#EXT-X-MEDIA-SEQUENCE:18446744073709551615", "#EXT-X-MEDIA-SEQUENCE:7", "#EXT-X-BYTERANGE:9@9007199254740992", "#EXT-X-BYTERANGE:@", "#EXT-X-DISCONTINUITY",
        "#EXT-X-PART:DURATION=1,URI=\"p\"", "#EXT-X-PART:URI=", "#EXT-X-PART:URI=\"", "#EXT-X-PART:,,=,URI", "#EXT-X-PART:URI=\"\"", "#EXT-X-MAP:URI=\"i\",BYTERANGE=\"1@2\"",
        "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p\"", "#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=8", "#EXT-X-SERVER-CONTROL", "#EXT-X-ENDLIST", "#EXT-X-GAP",
        "#EXT-X-PROGRAM-DATE-TIME:9999-12-31T23:59:59Z", "#EXT-X-PROGRAM-DATE-TIME:nonsense", "#EXT-X-DATERANGE:ID=\"é\"", "#EXT-X-STREAM-INF:BANDWIDTH=5",
        "#EXT-X-MEDIA:TYPE=AUDIO,URI=\"a\"", "#EXT-X-I-FRAME-STREAM-INF:URI=\"f\"", "#EXT-X-SKIP:SKIPPED-SEGMENTS=1", "\r", "\uFEFF",
    ];

    private static readonly Gen<string> AnyLines =
        Gen.Select(Among(Pieces).Array[0, 40], Among("\n", "\r\n"), Gen.Bool, Gen.Bool)
            .Select(static (lines, ending, head, last) => (head ? $"#EXTM3U{ending}#EXT-X-TARGETDURATION:4{ending}" : "") + string.Join(ending, lines) + (last ? ending : ""));

    private static readonly Gen<LiveStream> AnyStream =
        Gen.Select(
                Gen.Select(Gen.Long[0, 5000], Gen.Int[0, 40], Gen.Int[0, 4], Gen.Int[0, 4]),
                Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[8, 60], Among("\n", "\r\n")),
                Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool))
            .Select(static (size, every, flags) => new LiveStream
            {
                FirstMsn = size.Item1,
                Window = size.Item2,
                PartsEach = size.Item3,
                SegmentsWithParts = size.Item4,
                PartsOfNext = Math.Min(size.Item3, size.Item4),
                MapEvery = every.Item1,
                DiscontinuityEvery = every.Item2,
                SkipUntil = every.Item3,
                Ending = every.Item4,
                Dates = flags.Item1,
                ByteRanges = flags.Item2,
                Control = flags.Item3,
            });

    [Fact]
    public void Any_bytes_are_read_without_an_exception() => Gen.Byte.Array[0, 400].Sample(static bytes =>
    {
        _ = PlaylistReader.Read(bytes);
        _ = PlaylistReader.Read((byte[])[.. "#EXTM3U\n#EXT-X-TARGETDURATION:4\n"u8, .. bytes]);
    });

    [Fact]
    public void Any_lines_are_read_and_rendered_without_an_exception() => AnyLines.Sample(static text =>
    {
        switch (Playlists.Read(text))
        {
            case PlaylistReading.Media(var media):
                _ = Playlists.Render(media, skip: true, static uri => "/e/" + uri);
                _ = media.HasRestarted(media);
                Assert.Equal(0, media.CompareProgressTo(media));
                break;
            case PlaylistReading.Multivariant(var multivariant):
                _ = Playlists.Render(multivariant, new HashSet<int> { 1 }, static uri => "/e/" + uri);
                break;
        }
    });

    [Fact]
    public void An_ended_or_multivariant_playlist_passes_byte_for_byte() => AnyLines.Sample(static text =>
    {
        var reading = Playlists.Read(text);
        if (reading is PlaylistReading.Media({ IsEnded: true } media))
        {
            Assert.Equal(text, Playlists.Render(media, skip: true));
        }
        else if (reading is PlaylistReading.Multivariant(var multivariant))
        {
            Assert.Equal(text, Playlists.Render(multivariant, multivariant.Variants.Select(static variant => variant.Index).ToHashSet()));
        }
    });

    [Fact]
    public void A_live_playlist_gains_the_promise_and_nothing_else() => AnyStream.Sample(static stream =>
    {
        var text = stream.ToString();
        var rendered = Playlists.Render(Playlists.Media(text));

        Assert.True(Playlists.Media(rendered).CanBlockReload);
        Assert.Equal(text, rendered
            .Replace($"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES{stream.Ending}", "", StringComparison.Ordinal)
            .Replace("CAN-BLOCK-RELOAD=YES,", "", StringComparison.Ordinal));
        Assert.Equal(rendered, Playlists.Render(Playlists.Media(rendered)));
    });

    [Fact]
    public void A_delta_update_upon_the_previous_playlist_makes_the_full_one() =>
        Gen.Select(AnyStream, Gen.Int[0, 3]).Sample(static (previous, steps) =>
        {
            var current = previous with { FirstMsn = previous.FirstMsn + steps };
            var known = Playlists.Media(previous.ToString());
            var full = Playlists.Media(current.ToString());
            var merged = Playlists.Media(Merged(known, Playlists.Render(full, skip: true)));

            Assert.Equal(full.Segments.Select(Shape), merged.Segments.Select(Shape));
            Assert.Equal(full.NextParts, merged.NextParts);
            Assert.Equal(full.Hints, merged.Hints);
        });

    [Fact]
    public void Nothing_hostile_takes_long()
    {
        var quotes = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + string.Concat(Enumerable.Repeat("#EXT-X-PART:" + new string('"', 60_000) + "\n", 60));
        var commas = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + string.Concat(Enumerable.Repeat("#EXT-X-PART:" + string.Concat(Enumerable.Repeat("=,", 30_000)) + "\n", 60));
        var colons = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + new string(':', 60_000);

        Assert.All([quotes, commas, colons], static text => Assert.IsType<PlaylistReading.Media>(Playlists.Read(text)));
    }

    private static Gen<string> Among(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    // What a client does (RFC 8216bis 6.3.7): the skipped segments, with their tags, come from the playlist it had.
    private static string Merged(MediaPlaylist known, string delta)
    {
        const string Skip = "#EXT-X-SKIP:SKIPPED-SEGMENTS=";
        var at = delta.IndexOf(Skip, StringComparison.Ordinal);
        if (at < 0)
        {
            return delta;
        }

        var end = delta.IndexOf('\n', at) + 1;
        var skipped = int.Parse(delta[(at + Skip.Length)..end].Trim(), System.Globalization.CultureInfo.InvariantCulture);
        var first = Playlists.Media(delta.Remove(at, end - at)).MediaSequence;
        var range = (From: first - known.MediaSequence, To: first - known.MediaSequence + skipped);
        var text = new StringBuilder(delta[..at]);
        if (range.From > 0 && known.Segments[(int)range.From] is { MapUri: { } map })
        {
            text.Append("#EXT-X-MAP:URI=\"").Append(map).Append("\"\n");
        }

        foreach (var line in known.Lines.Where(line => line.Owner >= range.From && line.Owner < range.To))
        {
            text.Append(Encoding.UTF8.GetString(known.Body.Span[line.Start..line.End]));
        }

        return text.Append(delta[end..]).ToString();
    }

    private static (long Msn, string Uri, ByteRange? Range, double Seconds, string? Map, long Discontinuity, DateTimeOffset? Date) Shape(MediaSegment segment) =>
        (segment.Msn, segment.Uri, segment.Range, segment.DurationSeconds, segment.MapUri, segment.DiscontinuitySequence, segment.ProgramDateTime);
}
