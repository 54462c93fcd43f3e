using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class DashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_segment_is_followed_while_it_grows_and_costs_one_fetch()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync([origin.Dash]);
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("live.mpd", Cancel)).Status);
        var path = FormattableString.Invariant($"v0/{origin.Timeline.Next.Msn}.m4s");
        origin.Advance();
        using var response = await edge.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var part = new byte[250_000];
        await body.ReadExactlyAsync(part, Cancel);
        var other = edge.GetAsync(path, Cancel);

        origin.AdvanceSegment();

        var expected = origin.ExpectedBytes("/dash/" + path);
        var rest = new byte[expected.Length - part.Length];
        await body.ReadExactlyAsync(rest, Cancel);
        Assert.Equal(expected, part.Concat(rest).ToArray());
        Assert.Equal(expected, (await other).Body);
        Assert.Equal(expected, (await edge.GetAsync(path, Cancel)).Body);
        Assert.Equal(1, origin.RequestsOf("/dash/" + path));
    }

    [Fact]
    public async Task A_growing_segment_that_breaks_off_goes_on()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync([origin.Dash]);
        await edge.GetAsync("live.mpd", Cancel);
        var path = FormattableString.Invariant($"v0/{origin.Timeline.Next.Msn}.m4s");
        origin.Advance();
        origin.Fail(new OriginFault.Cut(100_000), path, times: 1);
        var viewer = edge.GetAsync(path, Cancel);

        origin.AdvanceSegment();

        Assert.Equal(origin.ExpectedBytes("/dash/" + path), (await viewer).Body);
    }
}
