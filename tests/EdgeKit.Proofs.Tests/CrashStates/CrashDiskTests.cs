using System.Text;
using EdgeKit.Proofs.CrashStates;

namespace EdgeKit.Proofs.Tests;

public sealed class CrashDiskTests
{
    private const string Name = "file";
    private readonly List<FileChange> _history = [];
    private int _now;

    [Fact]
    public void What_was_flushed_is_there_whatever_is_lost()
    {
        Created().Write(0, "kept").Sync().Write(4, "lost");

        Assert.All(States(200), static state => Assert.StartsWith("kept", state));
    }

    [Theory]
    [InlineData(CrashMode.Everything, "kept and more")]
    [InlineData(CrashMode.Nothing, "kept")]
    public void A_kill_keeps_all_and_the_worst_cut_only_what_was_flushed(CrashMode mode, string expected)
    {
        Created().Write(0, "kept").Sync().Write(4, " and more");

        Assert.Equal([expected], States(50, mode).Distinct());
    }

    [Fact]
    public void A_dropped_tail_keeps_the_order()
    {
        Created().Write(0, "a").Write(1, "b").Write(2, "c");

        Assert.Equal(["", "a", "ab", "abc"], States(200, CrashMode.DroppedTail).Distinct().Order());
    }

    [Fact]
    public void Reordered_writes_leave_holes()
    {
        Created().Write(0, "a").Write(1, "b");

        Assert.Equal(["", "\0b", "a", "ab"], States(200, CrashMode.Reordered).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(CrashMode.TornSector, 512)]
    [InlineData(CrashMode.TornPage, 4096)]
    [InlineData(CrashMode.ScatteredSectors, 512)]
    [InlineData(CrashMode.ScatteredPages, 4096)]
    public void A_write_is_torn_at_the_borders_of_the_file(CrashMode mode, int size)
    {
        Created().Write(100, new string('x', 9000));

        var torn = States(200, mode).Where(static state => state.Contains('x', StringComparison.Ordinal)).ToArray();

        Assert.Contains(torn, static state => state.Count(static letter => letter == 'x') < 9000);
        Assert.All(torn, state => Assert.All(
            Enumerable.Range(1, state.Length - 1).Where(at => at > 100 && state[at] != state[at - 1]), border => Assert.Equal(0, border % size)));
    }

    [Fact]
    public void A_flush_that_is_not_done_yet_keeps_nothing()
    {
        Created().Write(0, "a");
        _history.Add(new FileChange.Sync(++_now, ++_now, Name));

        Assert.Contains("", States(50, CrashMode.Nothing, moment: _now));
    }

    [Fact]
    public void A_flush_does_not_cover_a_write_that_it_overlaps()
    {
        Created();
        _history.Add(new FileChange.Write(1000, 1002, Name, 0, new byte[] { 65 }));
        _history.Add(new FileChange.Sync(1001, 1003, Name));
        _now = 1003;

        Assert.Equal([""], States(20, CrashMode.Nothing).Distinct());
    }

    [Fact]
    public void A_name_that_was_not_flushed_may_be_lost_with_all_that_it_held()
    {
        Open().Write(0, "a").Sync();

        var states = States(100, CrashMode.Nothing).Distinct().ToArray();

        Assert.Equal(["(none)", "a"], states.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_was_taken_away_may_come_back_as_it_was()
    {
        Created().Write(0, "old").Sync();
        _history.Add(new FileChange.Unlink(++_now, _now, Name));
        Open().Write(0, "new").Sync();

        Assert.Equal(["(none)", "new", "old"], States(200, CrashMode.Nothing).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cut_file_keeps_no_old_bytes_behind_its_end()
    {
        Created().Write(0, "abcdef").Sync();
        _history.Add(new FileChange.Resize(++_now, _now, Name, 2));
        Write(4, "x").Sync();

        Assert.Equal(["ab\0\0x"], States(20, CrashMode.Nothing).Distinct());
    }

    [Fact]
    public void A_trial_finds_a_writer_that_speaks_before_it_flushes()
    {
        Created().Write(0, "a");
        var said = ++_now;
        Sync();

        var report = CrashTrial<char>.Run(
            _history, [(said, 'a')], 200, 1, static (folder, told) => told.Count == 0 || File.ReadAllText(Path.Combine(folder, Name)) == "a" ? null : "lost", TestContext.Current.CancellationToken);

        Assert.InRange(report.Bad, 1, 199);
    }

    [Fact]
    public void A_trial_finds_nothing_in_a_writer_that_flushes_before_it_speaks()
    {
        Created().Write(0, "a").Sync();
        var said = ++_now;

        var report = CrashTrial<char>.Run(
            _history, [(said, 'a')], 200, 1, static (folder, told) => told.Count == 0 || File.ReadAllText(Path.Combine(folder, Name)) == "a" ? null : "lost", TestContext.Current.CancellationToken);

        Assert.Equal((200, 0), (report.States, report.Bad));
    }

    private CrashDiskTests Open()
    {
        _history.Add(new FileChange.Open(++_now, _now, Name, Truncates: false));
        return this;
    }

    private CrashDiskTests Created()
    {
        Open();
        _history.Add(new FileChange.SyncNames(++_now, _now));
        return this;
    }

    private CrashDiskTests Write(long offset, string text)
    {
        _history.Add(new FileChange.Write(++_now, _now, Name, offset, Encoding.ASCII.GetBytes(text)));
        return this;
    }

    private CrashDiskTests Sync()
    {
        _history.Add(new FileChange.Sync(++_now, _now, Name));
        return this;
    }

    private IEnumerable<string> States(int count, CrashMode? mode = null, int? moment = null)
    {
        var disk = new CrashDisk(_history);
        disk.PlayTo(moment ?? _now + 1);
        var random = new Random(5);
        var modes = Enum.GetValues<CrashMode>();
        for (var state = 0; state < count; state++)
        {
            var files = disk.Cut(mode ?? modes[state % modes.Length], random);
            yield return files.TryGetValue(Name, out var content) ? Encoding.ASCII.GetString(content) : "(none)";
        }
    }
}
