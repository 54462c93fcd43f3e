using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class LiveReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_the_contract_reads_the_figures_before_anybody_watches_and_after()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var address = new Uri(edge.Address, "api/v1/live");

        var before = await edge.Http.GetFromJsonAsync(address, ContractsJson.Default.LiveView, Cancel);
        var playlist = await edge.Http.GetStringAsync(new Uri("v0/live.m3u8", UriKind.Relative), Cancel);
        var after = await edge.Http.GetFromJsonAsync(address, ContractsJson.Default.LiveView, Cancel);

        var unwatched = Assert.Single(before!.Streams);
        Assert.Null(unwatched.HitRatio);
        Assert.Null(unwatched.LiveEdgeAgeSeconds);
        Assert.Null(Assert.Single(unwatched.Origins).LastError);
        var watched = Assert.Single(after!.Streams);
        Assert.Equal(1, after.Viewers);
        Assert.True(Assert.Single(watched.Renditions).IsWatched);
        Assert.Equal(playlist.Length, watched.ServedBytes);
    }
}
