using System.Globalization;
using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class OriginOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_preferred_origin_serves_again_once_it_is_back()
    {
        await using var first = TestOrigin.Start();
        await using var second = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(first, second);
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("main.m3u8", Cancel)).Status);
        first.Fail(new OriginFault.Refuse());
        while (edge.Stream.Origins.Serving.Address != second.Hls)
        {
            Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("main.m3u8", Cancel)).Status);
            await PauseAsync();
        }

        first.Heal();
        while (edge.Stream.Origins.Serving.Address != first.Hls)
        {
            await PauseAsync();
        }

        second.Forget();
        await PauseAsync(1200);
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("main.m3u8", Cancel)).Status);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task What_is_for_each_viewer_alone_comes_from_the_origin_that_serves()
    {
        await using var first = TestOrigin.Start();
        await using var second = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(first, second);
        var segment = await edge.NewestSegmentAsync(Cancel);
        first.Fail(new OriginFault.Refuse());
        second.Fail(new OriginFault.Header("Cache-Control", "private"), segment);

        for (var viewer = 0; viewer < 3; viewer++)
        {
            Assert.Equal(second.ExpectedBytes("/hls/" + segment), (await edge.GetAsync(segment, Cancel)).Body);
        }

        Assert.Equal(0, edge.Cache.Lent);
    }

    [Fact]
    public async Task What_is_for_each_viewer_alone_passes_over_an_origin_that_is_not_known_to_be_down()
    {
        await using var first = TestOrigin.Start();
        await using var second = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(first, second);
        var segment = string.Create(CultureInfo.InvariantCulture, $"v0/{second.Timeline.Next.Msn - 1}.m4s");
        first.Fail(new OriginFault.Refuse());
        Assert.Equal(first.Hls, edge.Stream.Origins.Serving.Address);

        // No playlist was read, so nothing is named yet: a piece of it goes to this viewer alone.
        using var response = await edge.SendAsync(segment, Cancel, ("Range", "bytes=0-99"));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(second.ExpectedBytes("/hls/" + segment)[..100], await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.True(response.Headers.Contains("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task With_all_origins_gone_the_list_of_renditions_and_the_window_still_serve()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync("main.m3u8", Cancel);
        var segment = await edge.NewestSegmentAsync(Cancel);
        var body = (await edge.GetAsync(segment, Cancel)).Body;
        origin.Fail(new OriginFault.Refuse());
        await PauseAsync(1500);

        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("main.m3u8", Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync(Names.Playlist, Cancel)).Status);
        Assert.Equal(body, (await edge.GetAsync(segment, Cancel)).Body);
        using var response = await edge.SendAsync(Names.Playlist, Cancel);
        Assert.True(response.Headers.Age >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Rungs_that_do_not_fit_the_uplink_are_not_offered()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 400_000), new("v1", 2_000_000), new("v2", 40_000_000)] });
        origin.BitsPerSecond = 8_000_000;
        await using var edge = await Edge.StartAsync(origin);
        Assert.Equal(["v0/live.m3u8", "v1/live.m3u8", "v2/live.m3u8"], Rungs(await edge.TextAsync("main.m3u8", Cancel)));

        // A segment that is ready at its origin shows what the line carries.
        var playlist = await edge.TextAsync("v1/live.m3u8", Cancel);
        await edge.GetAsync("v1/" + playlist.Split('\n').Last(static line => line.Length > 0 && line[0] != '#'), Cancel);

        Assert.Equal(["v0/live.m3u8", "v1/live.m3u8"], Rungs(await edge.TextAsync("main.m3u8", Cancel)));
        Assert.InRange(edge.Stream.Uplink.BytesPerSecond!.Value * 8, 4_000_000, 9_000_000);
    }

    private static string[] Rungs(string multivariant) => [.. multivariant.Split('\n').Where(static line => line.Length > 0 && line[0] != '#')];

    private static Task PauseAsync(int milliseconds = 100) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Cancel);
}
