namespace EdgeKit.Streaming.Tests.Hls;

public sealed class MediaPlaylistTests
{
    public static TheoryData<string, string, int> Progress => new()
    {
        { At(10), At(10), 0 },
        { At(11), At(10), 1 },
        { At(10, parts: 2), At(10, parts: 1), 1 },
        { At(11), At(10, parts: 3), 1 },
        { At(12, window: 4), At(10, window: 6), 1 },
        { At(10, ended: true), At(10), 1 },
        { At(10, ended: true), At(11), 1 },
        { At(11, ended: true), At(10, ended: true), 1 },
    };

    public static TheoryData<string, string, bool> Restarts => new()
    {
        // An old copy: a little behind, a whole window behind, and far behind though dated.
        { At(98), At(100), false },
        { At(92), At(100), false },
        { At(10, dates: true), At(100, dates: true), false },
        { At(101), At(100), false },
        { At(100), At(100), false },
        // Another run: from near 0, under other names; with the names of the same numbers; later by date.
        { At(0, prefix: "new"), At(100), true },
        { At(0, window: 2, prefix: "new"), At(1), true },
        { Later(At(3, dates: true)), At(100, dates: true), true },
        // The same names again, without dates, looks like an old copy unless it is far away.
        { At(0, window: 2), At(1), false },
        { At(0), At(100), true },
        // A stream that had ended goes on.
        { At(104), At(100, ended: true), true },
        { At(98), At(100, ended: true), false },
    };

    [Theory]
    [MemberData(nameof(Progress))]
    public void The_newer_of_two_is_known(string one, string other, int expected)
    {
        var (first, second) = (Playlists.Media(one), Playlists.Media(other));

        Assert.Equal(expected, Math.Sign(first.CompareProgressTo(second)));
        Assert.Equal(-expected, Math.Sign(second.CompareProgressTo(first)));
    }

    [Theory]
    [MemberData(nameof(Restarts))]
    public void A_new_run_is_told_from_an_old_copy(string now, string before, bool expected) =>
        Assert.Equal(expected, Playlists.Media(now).HasRestarted(Playlists.Media(before)));

    [Fact]
    public void A_segment_is_found_by_its_number()
    {
        var playlist = Playlists.Media(At(100));

        Assert.Equal("seg107.mp4", playlist.Find(107)?.Uri);
        Assert.Equal("seg100.mp4", playlist.Find(100)?.Uri);
        Assert.Null(playlist.Find(99));
        Assert.Null(playlist.Find(108));
    }

    private static string At(long first, int window = 8, int parts = 0, bool ended = false, bool dates = false, string prefix = "seg") =>
        new LiveStream { FirstMsn = first, Window = window, PartsEach = 4, PartsOfNext = parts, Ended = ended, Dates = dates, Prefix = prefix }.ToString();

    private static string Later(string text) => text.Replace("PROGRAM-DATE-TIME:1970", "PROGRAM-DATE-TIME:1971", StringComparison.Ordinal);
}
