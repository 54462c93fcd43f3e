using System.Net;
using EdgeKit.Testing;

namespace EdgeKit.Demo.Streams;

public sealed class LiveOriginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_with_its_length_by_whatever_name_it_was_asked()
    {
        await using var origin = await LiveOrigin.StartAsync(new LoopBroadcast(new TestClock()), Cancel);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{origin.Port}/") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "0.m4s") { Headers = { Host = "relay.example:1" } };

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal("video/mp4", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((await answer.Content.ReadAsByteArrayAsync(Cancel)).Length, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("99.m4s")]
    [InlineData("..%2fpasswd")]
    [InlineData("")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var origin = await LiveOrigin.StartAsync(new FolderBroadcast("/etc/ssl"), Cancel);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{origin.Port}/") };

        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
