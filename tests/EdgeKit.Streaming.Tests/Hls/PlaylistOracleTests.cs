using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKit.Streaming.Hls;
using EdgeKit.Testing;

namespace EdgeKit.Streaming.Tests.Hls;

/// <summary>
/// What we send is read by two parsers that are not ours, as <c>oracle.mjs</c> says, and both must make of it what we make of it. Needs
/// node and the packages of package.json (<c>npm ci</c>, as scripts/test does).
/// </summary>
public sealed class PlaylistOracleTests : IAsyncLifetime
{
    private static readonly string[] Parsers = ["m3u8-parser", "hls-parser"];

    private readonly Dictionary<string, JsonObject> _expected = new(StringComparer.Ordinal);
    private readonly TemporaryDirectory _folder = new();
    private JsonObject _read = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, stream) in Streams())
        {
            foreach (var ending in (string[])["\n", "\r\n"])
            {
                await AddAsync($"{name}-{(ending.Length == 1 ? "lf" : "crlf")}", stream with { Ending = ending });
            }
        }

        await AddLaddersAsync();
        _read = await AskAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Two_other_parsers_read_in_every_playlist_what_we_read()
    {
        Assert.InRange(_expected.Count, 30, 200);
        Assert.Equal(_expected.Keys.Order(StringComparer.Ordinal), _read.Select(static pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.All(_expected, pair => Assert.All(Parsers, parser => Assert.Equal(
            Comparable(pair.Value, pair.Value, parser),
            Comparable(_read[pair.Key]![parser]!.AsObject(), pair.Value, parser))));
    }

    [Fact]
    public void The_playlists_cover_what_can_be_sent()
    {
        Assert.Contains(_expected.Values, static playlist => (int?)playlist["skipped"] > 0);
        Assert.Contains(_expected.Values, static playlist => playlist["nextParts"] is JsonArray { Count: > 0 });
        Assert.Contains(_expected.Values, static playlist => (bool?)playlist["ended"] == true);
        Assert.Contains(_expected.Values, static playlist => playlist["winding"] is JsonArray { Count: > 0 });
    }

    private static IEnumerable<(string Name, LiveStream Stream)> Streams()
    {
        var parts = new LiveStream { FirstMsn = 266, PartsEach = 4, SkipUntil = 24, Window = 12, Dates = true };
        yield return ("plain", new LiveStream { Control = false, Version = 3 });
        yield return ("control", new LiveStream { FirstMsn = 7 });
        yield return ("first", new LiveStream { Window = 1, Control = false });
        yield return ("ended", new LiveStream { FirstMsn = 3, Ended = true, CanBlock = true });
        yield return ("ranges", new LiveStream { ByteRanges = true, Version = 4 });
        yield return ("maps", new LiveStream { FirstMsn = 5, MapEvery = 3, DiscontinuityEvery = 3 });
        yield return ("long", new LiveStream { FirstMsn = 100_000, Window = 900, Dates = true });
        yield return ("skip-plain", new LiveStream { FirstMsn = 50, Window = 30, SkipUntil = 24 });
        yield return ("skip-maps", new LiveStream { FirstMsn = 50, Window = 30, SkipUntil = 24, MapEvery = 5, DiscontinuityEvery = 5 });
        yield return ("parts-0", parts);
        yield return ("parts-1", parts with { PartsOfNext = 1 });
        yield return ("parts-3", parts with { PartsOfNext = 3 });
        yield return ("parts-all", parts with { PartsOfNext = 4, CanBlock = true });
        yield return ("parts-ended", parts with { Ended = true, CanBlock = true });
    }

    private async Task AddAsync(string name, LiveStream stream)
    {
        var playlist = Playlists.Media(stream.ToString());
        var renderer = new PlaylistRenderer(static uri => $"/live/main/{uri}");
        await AddAsync($"{name}-full", renderer.Render(playlist, skip: false), playlist, 0);
        if (PlaylistRenderer.CanSkip(playlist))
        {
            var delta = renderer.Render(playlist, skip: true);
            await AddAsync($"{name}-delta", delta, playlist, playlist.Segments.Count - Count(delta, "#EXTINF"));
        }
    }

    private async Task AddAsync(string name, byte[] rendered, MediaPlaylist origin, int skipped)
    {
        await File.WriteAllBytesAsync(_folder[$"{name}.m3u8"], rendered, Cancel);
        _expected[$"{name}.m3u8"] = new JsonObject
        {
            ["kind"] = "media",
            ["targetDuration"] = origin.TargetDurationSeconds,
            ["partTarget"] = origin.PartTargetSeconds,
            ["mediaSequence"] = origin.MediaSequence,
            ["skipped"] = skipped,
            ["ended"] = origin.IsEnded,
            ["canBlockReload"] = !origin.IsEnded || origin.CanBlockReload,
            ["segments"] = new JsonArray([.. origin.Segments.Skip(skipped).Select(segment => Expected(segment, skipped > 0))]),
            ["nextParts"] = Uris(origin.NextParts.Select(static part => part.Uri)),
            ["hints"] = Uris(origin.Hints.Select(static hint => hint.Uri)),
        };
    }

    // In a delta update the initialization section and the discontinuities are what the client knows of the skipped segments.
    private static JsonObject Expected(MediaSegment segment, bool isDelta) => new()
    {
        ["msn"] = segment.Msn,
        ["uri"] = $"/live/main/{segment.Uri}",
        ["duration"] = segment.DurationSeconds,
        ["parts"] = Uris(segment.Parts.Select(static part => part.Uri)),
        ["map"] = segment.MapUri is { } map ? $"/live/main/{map}" : null,
        ["range"] = segment.Range is { } range ? string.Create(CultureInfo.InvariantCulture, $"{range.Length}@{range.Offset}") : null,
        ["discontinuity"] = segment.DiscontinuitySequence,
        ["inherits"] = isDelta,
    };

    private async Task AddLaddersAsync()
    {
        const string Ladder =
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="audio/en.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="Deutsch",LANGUAGE="de",AUTOSELECT=YES,URI="audio/de.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=1280000,AVERAGE-BANDWIDTH=1000000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2",AUDIO="aac"
            low.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=2560000,RESOLUTION=1280x720,CODECS="avc1.4d401f,mp4a.40.2",AUDIO="aac"
            mid.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=7680000,RESOLUTION=1920x1080,CODECS="avc1.640028,mp4a.40.2",AUDIO="aac"
            high.m3u8
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=86000,CODECS="avc1.4d401e",URI="low-iframes.m3u8"

            """;
        foreach (var ending in (string[])["\n", "\r\n"])
        {
            var playlist = Playlists.Multivariant(Ladder.Replace("\n", ending, StringComparison.Ordinal));
            foreach (var kept in (int[][])[[0, 1, 2, 3], [0], [0, 2], [1, 3]])
            {
                var name = $"ladder-{string.Concat(kept)}-{ending.Length}.m3u8";
                await File.WriteAllBytesAsync(_folder[name], new PlaylistRenderer(static uri => $"/live/main/{uri}").Render(playlist, kept.ToHashSet()), Cancel);
                _expected[name] = Expected(playlist, kept);
            }
        }
    }

    private static JsonObject Expected(MultivariantPlaylist playlist, int[] kept)
    {
        var variants = kept.Select(index => playlist.Variants[index]).ToList();
        return new JsonObject
        {
            ["kind"] = "multivariant",
            ["variants"] = new JsonArray([.. variants.Where(static variant => !variant.IFrameOnly)
                .Select(static variant => new JsonObject { ["uri"] = $"/live/main/{variant.Uri}", ["bandwidth"] = variant.Bandwidth })]),
            ["winding"] = Uris(variants.Where(static variant => variant.IFrameOnly).Select(static variant => variant.Uri)),
            ["renditions"] = Uris(playlist.Renditions.Select(static rendition => rendition.Uri!)),
        };
    }

    // Leaves what a parser does not tell out of both sides.
    private static string Comparable(JsonObject playlist, JsonObject expected, string parser)
    {
        var copy = playlist.DeepClone().AsObject();
        var inherits = (bool?)expected["segments"]?.AsArray().FirstOrDefault()?["inherits"] ?? false;
        foreach (var segment in copy["segments"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            segment.Remove("inherits");
            if (inherits)
            {
                segment.Remove("map");
            }

            if (inherits || string.Equals(parser, "m3u8-parser", StringComparison.Ordinal))
            {
                segment.Remove("discontinuity");
            }
        }

        return new JsonObject(copy.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Canonical(pair.Value)))).ToJsonString();
    }

    // 4, 4.0 and 4.000 are one number, and the order of members says nothing.
    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Canonical)]),
        JsonObject members => new JsonObject(members.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Canonical(pair.Value)))),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => node?.DeepClone(),
    };

    private static JsonArray Uris(IEnumerable<string> uris) => [.. uris.Select(static uri => JsonValue.Create($"/live/main/{uri}"))];

    private static int Count(byte[] rendered, string tag) => Encoding.UTF8.GetString(rendered).Split(tag).Length - 1;

    private async Task<JsonObject> AskAsync([CallerFilePath] string here = "")
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Path.GetDirectoryName(here)!, "oracle.mjs"), _folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync(Cancel);
        var errors = node.StandardError.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!.AsObject();
    }
}
