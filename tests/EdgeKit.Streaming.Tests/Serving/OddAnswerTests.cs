using System.Net;

namespace EdgeKit.Streaming.Tests.Serving;

/// <summary>What an origin says that is no plain answer neither reaches viewers as it is nor leads out of the stream's folder.</summary>
public sealed class OddAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("204 No Content")]
    [InlineData("304 Not Modified")]
    public async Task An_answer_without_a_body_that_nobody_asked_for_is_503(string head)
    {
        await using var origin = Start(exchange => exchange.SendAsync(head));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.GetAsync("s3.ts", Cancel)).Status);
    }

    [Fact]
    public async Task A_validator_that_is_not_ASCII_is_dropped_and_the_bytes_are_served()
    {
        await using var origin = Start(static exchange => exchange.BodyAsync(RawMedia.Bytes("x"), "ETag: \"\u00fc\""));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        using var response = await edge.SendAsync("s3.ts", Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.NonValidated.Contains("ETag"));
        Assert.Equal(RawMedia.Bytes("x"), await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_redirect_above_the_folder_is_not_followed()
    {
        // Each takes as long as the edge hopes for a better answer.
        await Task.WhenAll(AssertNotFollowedAsync("..%2f..%2fsecret"), AssertNotFollowedAsync("../../secret"), AssertNotFollowedAsync("//"));
    }

    [Fact]
    public async Task Who_may_read_a_key_is_said_once()
    {
        await using var origin = Start(
            static exchange => exchange.BodyAsync(RawMedia.Bytes("key", 16), "Access-Control-Allow-Origin: *"),
            "#EXT-X-KEY:METHOD=AES-128,URI=\"key\"\n");
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        using var response = await edge.SendAsync("key", Cancel);

        Assert.Equal(RawMedia.Bytes("key", 16), await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    private static async Task AssertNotFollowedAsync(string location)
    {
        await using var origin = Start(exchange => exchange.Path == "/o/s3.ts"
            ? exchange.SendAsync("302 Found\nContent-Length: 0\nLocation: " + location)
            : exchange.BodyAsync(RawMedia.Bytes("secret")));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.GetAsync("s3.ts", Cancel)).Status);
        Assert.Equal(["/o/live.m3u8", "/o/s3.ts"], origin.Paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static RawOrigin Start(Func<RawExchange, Task> answer, string before = "") =>
        RawOrigin.Start(exchange => exchange.Path == "/o/live.m3u8" ? exchange.TextAsync(RawMedia.Playlist(1, 3, before: before)) : answer(exchange));
}
