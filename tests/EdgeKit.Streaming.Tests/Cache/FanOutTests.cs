using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Cache;

public sealed class FanOutTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_viewers_cost_one_fetch()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Speed = 0 });
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        origin.BitsPerSecond = 4_000_000;

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => edge.GetAsync(segment, Cancel)));

        var expected = origin.ExpectedBytes("/hls/" + segment);
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, true), (answer.Status, answer.Body.AsSpan().SequenceEqual(expected))));
        Assert.Equal(1, origin.RequestsOf("/hls/" + segment));
    }

    [Fact]
    public async Task A_body_that_breaks_off_goes_on_where_it_stopped()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Speed = 0 });
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        var expected = origin.ExpectedBytes("/hls/" + segment);
        origin.Fail(new OriginFault.Cut(expected.Length / 2), segment, times: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => edge.GetAsync(segment, Cancel)));

        Assert.All(answers, answer => Assert.Equal(expected, answer.Body));
        Assert.Equal(2, origin.RequestsOf("/hls/" + segment));
        Assert.InRange(origin.BytesOf("/hls/" + segment), expected.Length, expected.Length * 11 / 10);
    }

    [Fact]
    public async Task When_the_origin_is_gone_the_next_one_goes_on()
    {
        await using var first = TestOrigin.Start(new TestOriginOptions { Speed = 0 });
        await using var second = TestOrigin.Start(new TestOriginOptions { Speed = 0 });
        await using var edge = await Edge.StartAsync(first, second);
        var segment = await edge.NewestSegmentAsync(Cancel);
        var expected = first.ExpectedBytes("/hls/" + segment);
        first.Fail(new OriginFault.Cut(expected.Length / 3), segment, times: 1);
        first.BitsPerSecond = 8_000_000;
        var viewer = edge.GetAsync(segment, Cancel);
        while (first.RequestsOf("/hls/" + segment) == 0)
        {
            await Task.Yield();
        }

        first.Fail(new OriginFault.Refuse());

        Assert.Equal(expected, (await viewer).Body);
        Assert.InRange(second.RequestsOf("/hls/" + segment), 1, 2);
    }
}
