using EdgeKit.Streaming.Origins;
using EdgeKit.Streaming.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class MediaPathTests
{
    private static readonly Origin First = new("origin-0", new Uri("http://origin.example/hls/"));
    private static readonly Origin Second = new("origin-1", new Uri("https://cdn.example/live/x/"));

    [Theory]
    [InlineData("v0/1.m4s", "v0/1.m4s")]
    [InlineData("a b/1.m4s", "a%20b/1.m4s")]
    [InlineData("a%2Fb.ts", null)]
    [InlineData("../secret", null)]
    [InlineData("a/%2e%2e/secret", null)]
    [InlineData("a\\b", null)]
    [InlineData("a\0b", null)]
    [InlineData("", null)]
    public void A_request_has_one_spelling(string decoded, string? expected)
    {
        Assert.Equal(expected is not null, MediaPath.TryRead(decoded, out var path));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("seg1.ts", "v0/seg1.ts")]
    [InlineData("../audio/1.ts?t=2", "audio/1.ts?t=2")]
    [InlineData("/hls/v1/2.ts", "v1/2.ts")]
    [InlineData("http://origin.example/hls/v1/2.ts", "v1/2.ts")]
    [InlineData("https://cdn.example/live/x/v1/2.ts", "v1/2.ts")]
    [InlineData("http://cdn.example/live/x/v1/2.ts", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("/other/1.ts", null)]
    [InlineData("http://169.254.169.254/latest", null)]
    [InlineData("http://user@origin.example/hls/1.ts", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/etc", null)]
    public void What_a_playlist_names_is_in_an_origins_folder_or_nowhere(string uri, string? expected)
    {
        Assert.Equal(expected is not null, MediaPath.TryResolve("v0/live.m3u8", uri, [First, Second], First, out var path));
        Assert.Equal(expected, path);
    }
}
