using System.Net;
using System.Net.Http.Headers;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Serving;

public sealed class ObjectAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=1000-", 1000, 999_000)]
    [InlineData("bytes=-50", 999_950, 50)]
    [InlineData("bytes=999000-2000000", 999_000, 1000)]
    public async Task A_range_of_an_object_that_fills_is_served(string range, int from, int count)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        origin.BitsPerSecond = 40_000_000;

        using var response = await edge.SendAsync(segment, Cancel, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(from, from + count - 1, 1_000_000), response.Content.Headers.ContentRange);
        Assert.Equal(origin.ExpectedBytes("/hls/" + segment)[from..(from + count)], await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(1, origin.RequestsOf("/hls/" + segment));
        Assert.Null(origin.Requests[^1].Range);
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_416()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        using var response = await edge.SendAsync(await edge.NewestSegmentAsync(Cancel), Cancel, ("Range", "bytes=1000000-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=5-1")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=999999999999999999999999-")]
    public async Task A_range_that_is_none_is_ignored(string range)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        using var response = await edge.SendAsync(await edge.NewestSegmentAsync(Cancel), Cancel, ("Range", range));

        Assert.Equal((HttpStatusCode.OK, 1_000_000L), (response.StatusCode, response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task What_a_viewer_has_is_not_sent_again()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        using var first = await edge.SendAsync(segment, Cancel);

        using var again = await edge.SendAsync(segment, Cancel, ("If-None-Match", first.Headers.ETag!.ToString()));
        using var other = await edge.SendAsync(segment, Cancel, ("If-None-Match", "\"other\""));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task A_head_tells_and_fills()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(segment, UriKind.Relative));

        using var response = await edge.Http.SendAsync(request, Cancel);

        Assert.Equal((HttpStatusCode.OK, 1_000_000L), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Equal(1_000_000, (await edge.GetAsync(segment, Cancel)).Body.Length);
        Assert.Equal(1, origin.RequestsOf("/hls/" + segment));
    }

    [Fact]
    public async Task No_query_leads_past_the_cache()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);

        for (var number = 0; number < 100; number++)
        {
            Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync($"{segment}?random={number}", Cancel)).Status);
        }

        Assert.Equal(1, origin.RequestsOf("/hls/" + segment));
    }

    [Fact]
    public async Task Made_up_names_cannot_take_the_uplink()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => edge.GetAsync($"v0/made-up-{number}.m4s", Cancel)));

        Assert.InRange(origin.Requests.Count, 1, 40);
        Assert.All(answers, static answer => Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable));
        Assert.Equal(1_000_000, (await edge.GetAsync(await edge.NewestSegmentAsync(Cancel), Cancel)).Body.Length);
    }

    [Theory]
    [InlineData("..%2f..%2fsecret")]
    [InlineData("v0/..%5c..%5csecret")]
    [InlineData("%00")]
    public async Task No_path_leads_out_of_the_folder(string path)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        Assert.True((await edge.GetAsync(path, Cancel)).Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Only_configured_origins_are_reached()
    {
        await using var origin = TestOrigin.Start();
        await using var stranger = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        origin.Fail(new OriginFault.Redirect(new Uri(stranger.Hls, segment)), segment);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.GetAsync(segment, Cancel)).Status);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task Nothing_but_reading_is_allowed()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);

        using var response = await edge.Http.PostAsync(new Uri(Names.Playlist, UriKind.Relative), content: null, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Empty(origin.Requests);
    }
}
