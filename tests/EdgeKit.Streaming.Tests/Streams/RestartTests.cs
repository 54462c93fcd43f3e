namespace EdgeKit.Streaming.Tests.Streams;

/// <summary>An encoder that starts again uses the names of its run before; who watches gets the new one only.</summary>
public sealed class RestartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_the_run_before_is_served_after_a_restart()
    {
        var began = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (run, playlist) = ("run1", Playlist(100, began));
        await using var origin = RawOrigin.Start(exchange => exchange.Path switch
        {
            "/o/live.m3u8" => exchange.TextAsync(playlist),
            _ => exchange.BodyAsync(RawMedia.Bytes(run), $"ETag: \"{run}\""),
        });
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);
        Assert.Equal(RawMedia.Bytes("run1"), (await edge.GetAsync("init.mp4", Cancel)).Body);
        Assert.Equal(RawMedia.Bytes("run1"), (await edge.GetAsync("s105.ts", Cancel)).Body);

        (run, playlist) = ("run2", Playlist(0, began.AddHours(1)));
        await UntilNamedAsync(edge, "s0.ts");
        playlist = Playlist(100, began.AddHours(2));
        await UntilNamedAsync(edge, "s105.ts");

        Assert.Equal(RawMedia.Bytes("run2"), (await edge.GetAsync("init.mp4", Cancel)).Body);
        Assert.Equal(RawMedia.Bytes("run2"), (await edge.GetAsync("s105.ts", Cancel)).Body);
    }

    [Fact]
    public async Task What_nobody_watched_for_a_window_is_fetched_anew()
    {
        var (run, first) = ("run1", 100);
        await using var origin = RawOrigin.Start(exchange => exchange.Path switch
        {
            "/o/live.m3u8" => exchange.TextAsync(RawMedia.Playlist(first, 3, before: "#EXT-X-MAP:URI=\"init.mp4\"\n")),
            _ => exchange.BodyAsync(RawMedia.Bytes(run)),
        });
        await using var edge = await Edge.StartAsync([origin.Root], window: "4s");
        await edge.GetAsync("live.m3u8", Cancel);
        Assert.Equal(RawMedia.Bytes("run1"), (await edge.GetAsync("init.mp4", Cancel)).Body);
        while (edge.Stream.Renditions.Any())
        {
            await PauseAsync();
        }

        (run, first) = ("run2", 200);
        await edge.GetAsync("live.m3u8", Cancel);

        Assert.Equal(RawMedia.Bytes("run2"), (await edge.GetAsync("init.mp4", Cancel)).Body);
    }

    [Fact]
    public async Task A_playlist_that_had_ended_is_asked_for_again()
    {
        var playlist = RawMedia.Playlist(100, 3, after: "#EXT-X-ENDLIST\n");
        await using var origin = RawOrigin.Start(exchange => exchange.TextAsync(playlist));
        await using var edge = await Edge.StartAsync([origin.Root], window: "4s");
        Assert.Contains("#EXT-X-ENDLIST", await edge.TextAsync("live.m3u8", Cancel), StringComparison.Ordinal);

        playlist = RawMedia.Playlist(104, 3);

        await UntilNamedAsync(edge, "s106.ts");
    }

    private static string Playlist(int first, DateTimeOffset from) => RawMedia.Playlist(first, 6, before: "#EXT-X-MAP:URI=\"init.mp4\"\n", from: from);

    private static async Task UntilNamedAsync(Edge edge, string segment)
    {
        while (!(await edge.TextAsync("live.m3u8", Cancel)).Contains($"\n{segment}\n", StringComparison.Ordinal))
        {
            await PauseAsync();
        }
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
}
