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
    public async Task Made_up_numbers_neither_move_the_window_nor_take_the_uplink()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync([origin.Dash]);
        await edge.GetAsync("live.mpd", Cancel);
        var path = FormattableString.Invariant($"v0/{origin.Timeline.Next.Msn - 1}.m4s");
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync(path, Cancel)).Status);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => edge.GetAsync(FormattableString.Invariant($"v0/{1_000_000_000 + number}.m4s"), Cancel)));

        Assert.Contains(answers, static answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(origin.ExpectedBytes("/dash/" + path), (await edge.GetAsync(path, Cancel)).Body);
        Assert.Equal(1, origin.RequestsOf("/dash/" + path));
    }

    [Fact]
    public async Task Who_asks_too_early_does_not_make_it_missing_for_the_others()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync([origin.Dash]);
        await edge.GetAsync("live.mpd", Cancel);
        var path = FormattableString.Invariant($"v0/{origin.Timeline.Next.Msn + 1}.m4s");
        Assert.Equal(HttpStatusCode.NotFound, (await edge.GetAsync(path, Cancel)).Status);
        origin.AdvanceSegment();
        origin.AdvanceSegment();
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);

        Assert.Equal(origin.ExpectedBytes("/dash/" + path), (await edge.GetAsync(path, Cancel)).Body);
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
