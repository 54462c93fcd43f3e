using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Tests.Streams;

/// <summary>However an origin's playlists are made, they are followed, at a price that has a bound.</summary>
public sealed class PollingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_origin_that_says_it_waits_and_does_not_is_not_asked_without_pause()
    {
        // Each answer differs, and none has anything new.
        var asked = 0;
        await using var origin = RawOrigin.Start(exchange => exchange.TextAsync(
            RawMedia.Playlist(1, 3, before: FormattableString.Invariant($"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES\n## {Interlocked.Increment(ref asked)}\n"))));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);
        var before = Volatile.Read(ref asked);

        await PauseAsync(2000);

        Assert.InRange(Volatile.Read(ref asked) - before, 1, 20);
    }

    [Fact]
    public async Task An_odd_content_coding_does_not_end_the_polling()
    {
        var (first, odd, coding) = (0, 0, "");
        await using var origin = RawOrigin.Start(exchange =>
        {
            var said = coding;
            odd += said.Length > 0 ? 1 : 0;
            return exchange.TextAsync(RawMedia.Playlist(first++, 3), said);
        });
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        coding = "Content-Encoding: identity, identity";
        while (Volatile.Read(ref odd) == 0)
        {
            await PauseAsync(50);
        }

        coding = "";
        var segment = FormattableString.Invariant($"\ns{first + 3}.ts\n");
        while (!(await edge.TextAsync("live.m3u8", Cancel)).Contains(segment, StringComparison.Ordinal))
        {
            await PauseAsync(100);
        }
    }

    [Fact]
    public async Task Keys_and_maps_that_left_the_window_are_forgotten()
    {
        var turn = 0;
        await using var origin = RawOrigin.Start(exchange => exchange.TextAsync(Playlist(++turn)));
        await using var edge = await Edge.StartAsync([origin.Root]);
        for (var viewer = 0; viewer < 5; viewer++)
        {
            await edge.GetAsync(FormattableString.Invariant($"live.m3u8?_HLS_msn={(turn + 1) * 3}"), Cancel);
        }

        Assert.InRange(edge.Stream.Names.Count, 6, 12);
        Assert.False(edge.Stream.Names.IsAlone("k1-0"));
        Assert.Null(edge.Stream.Names.Find("m1-0", "", null));
    }

    [Fact]
    public async Task Variants_that_differ_by_query_are_two()
    {
        await using var origin = RawOrigin.Start(exchange => exchange.Path == "/o/main.m3u8"
            ? exchange.TextAsync("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv.m3u8?q=low\n#EXT-X-STREAM-INF:BANDWIDTH=2\nv.m3u8?q=high\n")
            : exchange.TextAsync(RawMedia.Playlist(1, 3, exchange.Query.Contains("low", StringComparison.Ordinal) ? "low" : "high")));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("main.m3u8", Cancel);

        Assert.Contains("\nlow1.ts\n", await edge.TextAsync("v.m3u8?q=low", Cancel), StringComparison.Ordinal);
        Assert.Contains("\nhigh1.ts\n", await edge.TextAsync("v.m3u8?q=high", Cancel), StringComparison.Ordinal);
    }

    // Each turn has three segments of its own, each with a key and a map of its own.
    private static string Playlist(int turn)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{turn * 3}\n");
        for (var segment = 0; segment < 3; segment++)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-KEY:METHOD=AES-128,URI=\"k{turn}-{segment}\"\n#EXT-X-MAP:URI=\"m{turn}-{segment}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:1,\ns{(turn * 3) + segment}.ts\n");
        }

        return text.ToString();
    }

    private static Task PauseAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Cancel);
}
