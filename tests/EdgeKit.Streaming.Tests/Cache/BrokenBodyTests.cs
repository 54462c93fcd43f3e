using System.Globalization;
using System.Net;

namespace EdgeKit.Streaming.Tests.Cache;

/// <summary>A body that breaks off is mended to its true end, or said to have failed, also to who asked for a range of it.</summary>
public sealed class BrokenBodyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whole.mp4", "bytes=-50")]
    [InlineData("whole.mp4", "bytes=0-")]
    [InlineData("range.mp4", "bytes=0-3999")]
    public async Task A_range_of_what_fails_never_looks_whole(string path, string range)
    {
        var asked = 0;
        await using var origin = RawOrigin.Start(exchange =>
            exchange.Path == "/o/live.m3u8" ? exchange.TextAsync("""
                #EXTM3U
                #EXT-X-TARGETDURATION:1
                #EXT-X-MEDIA-SEQUENCE:1
                #EXTINF:1.0,
                #EXT-X-BYTERANGE:4000@0
                range.mp4
                #EXTINF:1.0,
                whole.mp4

                """)
            : Interlocked.Increment(ref asked) > 1 ? exchange.SendAsync("416 Range Not Satisfiable\nContent-Length: 0")
            : exchange.BrokenOffAsync(
                exchange.Range is null ? "200 OK\nETag: \"a\"" : "206 Partial Content\nETag: \"a\"\nContent-Range: bytes 0-3999/9000",
                RawMedia.Bytes("abcd", 1000)));
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        var status = await TryGetAsync(edge, path, range);

        Assert.NotEqual(HttpStatusCode.PartialContent, status);
        Assert.NotEqual(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_rest_that_comes_in_pieces_is_not_taken_for_the_end()
    {
        var body = RawMedia.Bytes("0123456789abcdef", 9000);
        await using var origin = RawOrigin.Start(exchange =>
        {
            if (exchange.Path == "/o/live.m3u8")
            {
                return exchange.TextAsync(RawMedia.Playlist(1, 3));
            }

            if (exchange.Range is not { } range)
            {
                return exchange.BrokenOffAsync("200 OK\nETag: \"a\"", body[..3000]);
            }

            var from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            var end = Math.Min(body.Length, from + 2000);
            return exchange.SendAsync(
                FormattableString.Invariant($"206 Partial Content\nETag: \"a\"\nContent-Range: bytes {from}-{end - 1}/{body.Length}\nContent-Length: {end - from}"), body[from..end]);
        });
        await using var edge = await Edge.StartAsync([origin.Root]);
        await edge.GetAsync("live.m3u8", Cancel);

        Assert.Equal(body, (await edge.GetAsync("s3.ts", Cancel)).Body);
        Assert.Equal(body, (await edge.GetAsync("s3.ts", Cancel)).Body);
    }

    // Null is an answer that broke off.
    private static async Task<HttpStatusCode?> TryGetAsync(Edge edge, string path, string range)
    {
        try
        {
            using var response = await edge.SendAsync(path, Cancel, ("Range", range));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
