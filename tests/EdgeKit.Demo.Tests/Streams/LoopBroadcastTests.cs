using System.Text;
using EdgeKit.Testing;

namespace EdgeKit.Demo.Streams;

public sealed class LoopBroadcastTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void There_is_a_window_of_it_from_the_start()
    {
        var loop = new LoopBroadcast(_clock);

        Assert.Equal(["0.m4s", "1.m4s", "2.m4s", "3.m4s", "4.m4s", "5.m4s"], Segments(loop));
        Assert.All([.. Segments(loop), "init.mp4"], name => Assert.InRange(loop.Find(name)!.Length, 1_000, 100_000));
        Assert.Null(loop.Find("6.m4s"));
        Assert.Null(loop.Find("../init.mp4"));
    }

    [Fact]
    public void It_goes_on_with_the_clock_and_begins_again()
    {
        var loop = new LoopBroadcast(_clock);

        _clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal("10.m4s", Segments(loop)[0]);
        Assert.Equal("15.m4s", Segments(loop)[^1]);
        Assert.Equal(loop.Find("0.m4s"), loop.Find("12.m4s"));
        Assert.NotEqual(loop.Find("0.m4s"), loop.Find("13.m4s"));
    }

    [Theory]
    [InlineData(6, 0, 1)]
    [InlineData(10, 0, 2)]
    [InlineData(11, 1, 1)]
    [InlineData(16, 2, 1)]
    public void A_beginning_is_a_discontinuity_and_stays_counted(int next, int before, int within)
    {
        var playlist = LoopBroadcast.Playlist(next);

        Assert.Contains($"#EXT-X-DISCONTINUITY-SEQUENCE:{before}\n", playlist, StringComparison.Ordinal);
        Assert.Equal(within, playlist.Split('\n').Count(static line => line == "#EXT-X-DISCONTINUITY"));
    }

    private static string[] Segments(LoopBroadcast loop) =>
        [.. Encoding.UTF8.GetString(loop.Find(IBroadcast.Playlist)!).Split('\n').Where(static line => line.EndsWith(".m4s", StringComparison.Ordinal))];
}
