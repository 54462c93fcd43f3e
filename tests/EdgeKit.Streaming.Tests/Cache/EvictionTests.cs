using System.Globalization;
using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Cache;

public sealed class EvictionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_of_segments_made_of_parts_that_is_larger_than_the_memory_goes_on()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Speed = 0 });
        await using var edge = await Edge.StartAsync([origin.Hls], memory: "8MiB");
        await edge.NewestSegmentAsync(Cancel);

        // Segments of 1 MB, of which the window has 15.
        for (var segment = 0; segment < 12; segment++)
        {
            var msn = origin.Timeline.Next.Msn;
            origin.AdvanceSegment();
            await edge.TextAsync(string.Create(CultureInfo.InvariantCulture, $"v0/live.m3u8?_HLS_msn={msn}"), Cancel);
            for (var part = 0; part < origin.Options.PartsPerSegment; part++)
            {
                await AssertWholeAsync(origin, edge, string.Create(CultureInfo.InvariantCulture, $"v0/{msn}.{part}.m4s"));
            }

            var whole = string.Create(CultureInfo.InvariantCulture, $"v0/{msn}.m4s");
            await AssertWholeAsync(origin, edge, whole);
            Assert.Equal(segment == 0 ? 1 : 0, origin.RequestsOf("/hls/" + whole));
        }
    }

    [Fact]
    public async Task Who_plays_parts_as_they_come_and_who_plays_segments_never_run_out_of_memory()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 4_000_000)], Window = 15 });
        await using var edge = await Edge.StartAsync([origin.Hls], memory: "8MiB");
        await edge.TextAsync(Names.Playlist, Cancel);
        for (var segment = 0; segment < 14; segment++)
        {
            var msn = origin.Timeline.Next.Msn;
            for (var part = 0; part < origin.Options.PartsPerSegment; part++)
            {
                origin.Advance();
                await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}&_HLS_part={part}"), Cancel);
                await AssertWholeAsync(origin, edge, FormattableString.Invariant($"v0/{msn}.{part}.m4s"));
            }

            await edge.TextAsync(FormattableString.Invariant($"{Names.Playlist}?_HLS_msn={msn}"), Cancel);
            await AssertWholeAsync(origin, edge, FormattableString.Invariant($"v0/{msn}.m4s"));
        }
    }

    private static async Task AssertWholeAsync(TestOrigin origin, Edge edge, string path)
    {
        var (status, body) = await edge.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(origin.ExpectedBytes("/hls/" + path), body);
    }
}
