using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Origins;

public sealed class OriginSetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_origin_that_is_down_is_probed_with_a_playlist_and_sends_no_media_for_it()
    {
        await using var first = TestOrigin.Start();
        await using var second = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(first, second);
        await edge.GetAsync(await edge.NewestSegmentAsync(Cancel), Cancel);
        var origins = edge.Stream.Origins;
        origins.Failed(origins.All[0], "a test");
        origins.Failed(origins.All[0], "a test");
        Assert.True(origins.All[0].IsDown);
        first.Forget();

        await origins.ProbeAsync(Cancel);
        await origins.ProbeAsync(Cancel);

        Assert.False(origins.All[0].IsDown);
        Assert.All(first.Requests, static request => Assert.EndsWith(".m3u8", request.Path, StringComparison.Ordinal));
    }
}
