using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Cache;

/// <summary>A viewer gets the right bytes, an error or a reset, and never a short body that looks whole; and the next one is served.</summary>
public sealed class HostileOriginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, OriginFault> Faults => new()
    {
        { "truncated", new OriginFault.Truncate(1000) },
        { "too long a length", new OriginFault.WrongLength(500) },
        { "endless", new OriginFault.Endless() },
        { "error", new OriginFault.Status(500) },
        { "missing", new OriginFault.Status(404) },
        { "circle", new OriginFault.Redirect() },
        { "another host", new OriginFault.Redirect(new Uri("http://169.254.169.254/latest/meta-data/")) },
        { "other bytes on the rest", new OriginFault.OtherBytes() },
        { "other range", new OriginFault.WrongContentRange(7) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_goes_wrong_never_looks_right(string name, OriginFault fault)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync([origin.Hls], memory: "16MiB");
        var segment = await edge.NewestSegmentAsync(Cancel);
        var expected = origin.ExpectedBytes("/hls/" + segment);
        if (fault is OriginFault.OtherBytes or OriginFault.WrongContentRange)
        {
            // These only show in how a broken body goes on.
            origin.Fail(new OriginFault.Cut(expected.Length / 2), request => request.Path.EndsWith(segment, StringComparison.Ordinal) && request.Range is null, times: 1);
            origin.Fail(fault, request => request.Path.EndsWith(segment, StringComparison.Ordinal) && request.Range is not null);
        }
        else
        {
            origin.Fail(fault, segment);
        }

        var (status, body) = await TryGetAsync(edge, segment);

        Assert.False(status is HttpStatusCode.OK && body is not null, $"{name}: {body?.Length} bytes came as if they were all");
        origin.Heal();
        Assert.Equal(expected, await UntilServedAsync(edge, segment));
    }

    [Fact]
    public async Task A_reset_at_any_byte_of_a_small_object_is_mended()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 2_000)], Window = 60 });
        await using var edge = await Edge.StartAsync(origin);
        var names = (await edge.TextAsync(Names.Playlist, Cancel)).Split('\n').Where(static line => line.EndsWith(".m4s", StringComparison.Ordinal) && line[0] != '#').ToList();
        var length = origin.ExpectedBytes("/hls/v0/" + names[0]).Length;

        // One object for each position would take as many segments; each serves several, one after the other.
        for (var position = 0; position < length; position += 9)
        {
            var name = names[position / 9 % names.Count];
            var path = "v0/" + name;
            edge.Forget(path);
            origin.Fail(new OriginFault.Cut(position), path, times: 1);

            Assert.Equal(origin.ExpectedBytes("/hls/" + path), (await edge.GetAsync(path, Cancel)).Body);
        }
    }

    [Fact]
    public async Task What_sets_a_cookie_is_never_shared()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        var segment = await edge.NewestSegmentAsync(Cancel);
        origin.Fail(new OriginFault.Header("Set-Cookie", "who=you"), segment);

        for (var viewer = 0; viewer < 3; viewer++)
        {
            Assert.Equal(origin.ExpectedBytes("/hls/" + segment), (await edge.GetAsync(segment, Cancel)).Body);
        }

        // The first request finds out; each viewer then asks for itself.
        Assert.Equal(4, origin.RequestsOf("/hls/" + segment));
    }

    [Theory]
    [InlineData("bomb")]
    [InlineData("line")]
    public async Task A_playlist_too_large_is_refused_and_the_next_is_taken(string kind)
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        origin.Fail(kind == "bomb" ? new OriginFault.Bomb(1L << 30) : new OriginFault.LongLine(1L << 30), "live.m3u8");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.GetAsync(Names.Playlist, Cancel)).Status);

        origin.Heal();
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync(Names.Playlist, Cancel)).Status);
    }

    private static async Task<(HttpStatusCode? Status, byte[]? Body)> TryGetAsync(Edge edge, string path)
    {
        try
        {
            var (status, body) = await edge.GetAsync(path, Cancel);
            return (status, body);
        }
        catch (HttpRequestException exception)
        {
            return (exception.StatusCode, null);
        }
    }

    private static async Task<byte[]> UntilServedAsync(Edge edge, string path)
    {
        while (true)
        {
            if (await TryGetAsync(edge, path) is (HttpStatusCode.OK, { } body))
            {
                return body;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        }
    }
}
