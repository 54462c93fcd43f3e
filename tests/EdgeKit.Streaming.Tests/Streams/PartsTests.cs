using System.Text;
using EdgeKit.Streaming.Hls;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class PartsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_of_parts_and_of_segments_cost_each_byte_once()
    {
        await using var origin = TestOrigin.Start();
        await using var edge = await Edge.StartAsync(origin);
        await edge.TextAsync(Names.Playlist, Cancel);

        // The first segment that is fetched both ways shows that the parts make it.
        await PlayAsync(edge, origin, takesSegment: true);
        origin.Forget();
        for (var segment = 0; segment < 5; segment++)
        {
            await PlayAsync(edge, origin, takesSegment: true);
        }

        Assert.Equal(5 * 1_000_000L, origin.Requests.Where(static request => request.Path.EndsWith(".m4s", StringComparison.Ordinal)).Sum(static request => request.BodyBytes));
    }

    [Fact]
    public async Task Parts_that_are_ranges_of_their_segment_are_served_as_such()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Flavour = HlsFlavour.PartRanges });
        await using var edge = await Edge.StartAsync(origin);
        await edge.TextAsync(Names.Playlist, Cancel);
        var msn = origin.Timeline.Next.Msn;
        origin.AdvanceSegment();
        var playlist = await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}&_HLS_part=3"), Cancel);
        var path = FormattableString.Invariant($"v0/{msn}.m4s");
        var expected = origin.ExpectedBytes("/hls/" + path);
        var named = Assert.IsType<PlaylistReading.Media>(PlaylistReader.Read(Encoding.UTF8.GetBytes(playlist))).Playlist.Find(msn)!.Parts[1].Range!.Value;
        var (from, count) = ((int)named.Offset, (int)named.Length);
        var range = FormattableString.Invariant($"bytes={from}-{from + count - 1}");

        using var part = await edge.SendAsync(path, Cancel, ("Range", range));
        using var again = await edge.SendAsync(path, Cancel, ("Range", range));

        Assert.Equal(expected[from..(from + count)], await part.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(expected[from..(from + count)], await again.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal((from, from + count - 1), (part.Content.Headers.ContentRange!.From, part.Content.Headers.ContentRange.To));
        Assert.Equal(1, origin.RequestsOf("/hls/" + path));
        Assert.Equal(expected, (await edge.GetAsync(path, Cancel)).Body);
    }

    [Fact]
    public async Task A_segment_that_grows_is_never_taken_for_whole()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Flavour = HlsFlavour.PartRanges });
        await using var edge = await Edge.StartAsync(origin);
        origin.Advance();
        await edge.TextAsync(Names.Playlist, Cancel);
        var path = FormattableString.Invariant($"v0/{origin.Timeline.Next.Msn}.m4s");
        var following = edge.SendAsync(path, Cancel, ("Range", "bytes=250000-"));
        origin.AdvanceSegment();
        using var followed = await following;

        var expected = origin.ExpectedBytes("/hls/" + path);
        Assert.Equal(expected[250_000..], await followed.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(expected, (await edge.GetAsync(path, Cancel)).Body);
    }

    private static async Task PlayAsync(Edge edge, TestOrigin origin, bool takesSegment)
    {
        var msn = origin.Timeline.Next.Msn;
        for (var part = 0; part < 4; part++)
        {
            origin.Advance();
            await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}&_HLS_part={part}"), Cancel);
            await edge.GetAsync(FormattableString.Invariant($"v0/{msn}.{part}.m4s"), Cancel);
        }

        // The segment is listed with, or right after, its last part.
        await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}"), Cancel);
        var path = FormattableString.Invariant($"v0/{msn}.m4s");
        if (takesSegment)
        {
            Assert.Equal(origin.ExpectedBytes("/hls/" + path), (await edge.GetAsync(path, Cancel)).Body);
        }
    }
}
