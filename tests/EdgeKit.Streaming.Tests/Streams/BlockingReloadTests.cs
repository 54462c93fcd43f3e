using System.Globalization;
using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class BlockingReloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_wait_for_the_next_part_and_cost_one_request()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync(Names.Playlist, Cancel);
        var next = origin.Timeline.Next;
        var waiting = Enumerable.Range(0, 50).Select(_ => edge.TextAsync(Ask(next.Msn, next.Part), Cancel)).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
        Assert.All(waiting, static viewer => Assert.False(viewer.IsCompleted));

        origin.Advance();

        var answers = await Task.WhenAll(waiting);
        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Contains(FormattableString.Invariant($"{next.Msn}.{next.Part}.m4s"), answers[0], StringComparison.Ordinal);
        Assert.Equal(1, origin.Requests.Count(request => request.Query == Ask(next.Msn, next.Part).Split('?')[1]));
    }

    [Fact]
    public async Task A_part_is_fetched_once_and_sent_whole()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync(Names.Playlist, Cancel);
        var next = origin.Timeline.Next;
        var part = FormattableString.Invariant($"v0/{next.Msn}.{next.Part}.m4s");
        var waiting = Enumerable.Range(0, 50).Select(_ => edge.GetAsync(part, Cancel)).ToList();

        origin.Advance();

        var expected = origin.ExpectedBytes("/hls/" + part);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(expected, answer.Body));
        Assert.Equal(1, origin.RequestsOf("/hls/" + part));
    }

    [Fact]
    public async Task An_origin_that_cannot_block_gains_it()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Flavour = HlsFlavour.Plain, PartDuration = TimeSpan.FromMilliseconds(250) });
        await using var edge = await Edge.StartAsync(origin);
        var playlist = await edge.TextAsync(Names.Playlist, Cancel);
        Assert.Contains("CAN-BLOCK-RELOAD=YES", playlist, StringComparison.Ordinal);
        var msn = origin.Timeline.Next.Msn;
        var waiting = edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}"), Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        Assert.False(waiting.IsCompleted);

        origin.AdvanceSegment();

        Assert.Contains(FormattableString.Invariant($"{msn}.m4s"), await waiting, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_HLS_part=0")]
    [InlineData("_HLS_msn=999999")]
    [InlineData("_HLS_msn=-1")]
    [InlineData("_HLS_msn=1&_HLS_msn=2")]
    public async Task What_must_not_be_asked_is_400(string query)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        Assert.Equal(HttpStatusCode.BadRequest, (await edge.GetAsync($"{Names.Playlist}?{query}", Cancel)).Status);
    }

    [Fact]
    public async Task After_three_target_durations_the_answer_is_503()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { PartDuration = TimeSpan.FromMilliseconds(250) });
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync(Names.Playlist, Cancel);
        var next = origin.Timeline.Next;

        using var response = await edge.Http.GetAsync(new Uri(Ask(next.Msn, next.Part), UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_end_of_the_stream_releases_everyone()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync(Names.Playlist, Cancel);
        var next = origin.Timeline.Next;
        var waiting = edge.TextAsync(Ask(next.Msn, next.Part), Cancel);

        origin.End();

        Assert.Contains("#EXT-X-ENDLIST", await waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_playlist_is_never_served_after_a_newer_one()
    {
        await using var first = TestOrigin.Start();
        await using var second = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(first, second);
        first.AdvanceSegment();
        first.AdvanceSegment();
        var newest = await edge.TextAsync(Names.Playlist, Cancel);
        first.Fail(new OriginFault.Refuse());

        for (var turn = 0; turn < 10; turn++)
        {
            Assert.Equal(newest, await edge.TextAsync(Names.Playlist, Cancel));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }

        second.AdvanceSegment();
        second.AdvanceSegment();
        second.AdvanceSegment();
        var msn = first.Timeline.Next.Msn;
        Assert.Contains(FormattableString.Invariant($"\n{msn}.m4s"), await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_after_a_time_without_viewers_gets_what_the_origin_has_now()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { PartDuration = TimeSpan.FromMilliseconds(250) });
        await using var edge = await Edge.StartAsync(origin);
        await edge.GetAsync(Names.Playlist, Cancel);
        while (edge.Stream.Renditions.Any(static rendition => rendition.IsWatched))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }

        origin.AdvanceSegment();
        origin.AdvanceSegment();

        var newest = (origin.Timeline.Next.Msn - 1).ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"\n{newest}.m4s", await edge.TextAsync(Names.Playlist, Cancel), StringComparison.Ordinal);
    }

    private static string Ask(long msn, int part) => FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}&_HLS_part={part}");
}
