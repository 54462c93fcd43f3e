using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class DiskChecksTests : IDisposable
{
    private const string Root = "21 1 8:1 / / rw,relatime - ext4 /dev/root rw";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(RoomCheck.Least - 1, DoctorState.Fault)]
    [InlineData(RoomCheck.Least, DoctorState.Warning)]
    [InlineData(RoomCheck.Evening + 999, DoctorState.Warning)]
    [InlineData(RoomCheck.Evening + 1000, DoctorState.Ok)]
    public async Task Room_is_judged_by_what_may_still_come(long free, DoctorState state) =>
        Assert.Equal(state, (await OneAsync(new RoomCheck(_directory.Path, 1000, _ => new DiskRoom(free, long.MaxValue)))).State);

    [Fact]
    public async Task Room_is_measured()
    {
        Assert.InRange(DiskRoom.Of(_directory.Path).Free, 1, DiskRoom.Of(_directory.Path).Total);
        Assert.Equal(DoctorState.Fault, (await OneAsync(new RoomCheck(_directory["none"], 0, DiskRoom.Of))).State);
    }

    [Fact]
    public async Task Speed_is_measured_and_nothing_stays_behind()
    {
        var item = await OneAsync(new DiskSpeedCheck(_directory.Path, TimeProvider.System));

        Assert.Contains("16 tries", item.Evidence, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_a_fault()
    {
        Assert.Equal(DoctorState.Unknown, (await OneAsync(new DiskSpeedCheck(_directory["none"], TimeProvider.System))).State);
        Assert.Equal(DoctorState.Fault, (await OneAsync(new DiskSpeedCheck("/proc/self", TimeProvider.System))).State);
    }

    [Theory]
    [InlineData(5, 20, DoctorState.Ok)]
    [InlineData(250, 300, DoctorState.Warning)]
    [InlineData(5, 2500, DoctorState.Warning)]
    [InlineData(2500, 2600, DoctorState.Fault)]
    public void A_slow_disk_is_told_from_a_fast_one(int usual, int worst, DoctorState state) =>
        Assert.Equal(state, new DiskSpeedCheck("", TimeProvider.System).Judge([TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(usual), TimeSpan.FromMilliseconds(worst)]).State);

    [Theory]
    [InlineData("30 21 8:2 / /var/lib/edge\\040kit rw,noatime - ext4 /dev/sda2 rw", DoctorState.Ok, "/dev/sda2 at /var/lib/edge kit")]
    [InlineData("30 21 8:2 / /var/lib/edge\\040kit ro,noatime - ext4 /dev/sda2 rw", DoctorState.Fault, "can only be read")]
    [InlineData("30 21 8:2 / /var/lib/edge\\040kit rw,noatime - ext4 /dev/sda2 rw,errors=remount-ro,emergency_ro", DoctorState.Fault, "can only be read")]
    [InlineData("30 21 8:2 / /var/lib/edge\\040kit rw shared:1 - ext4 /dev/sda2 rw,data=writeback", DoctorState.Warning, "data=writeback")]
    [InlineData("30 21 0:9 / /var/lib/edge\\040kit rw - tmpfs none rw", DoctorState.Warning, "gone with the power")]
    [InlineData("30 21 0:9 / /var/lib/edge\\040kits rw - tmpfs none rw", DoctorState.Ok, "/dev/root at /")]
    public async Task The_mount_under_the_data_is_judged(string line, DoctorState state, string said)
    {
        await KernelAsync("proc/self/mountinfo", $"{Root}\n{line}");

        var item = await OneAsync(new FileSystemCheck("/var/lib/edge kit/data", new KernelFiles(_directory.Path)));

        Assert.Equal(state, item.State);
        Assert.Contains(said, item.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", DoctorState.Ok)]
    [InlineData("3", DoctorState.Fault)]
    public async Task Errors_that_the_file_system_found_in_itself_are_a_fault(string errors, DoctorState state)
    {
        await KernelAsync("proc/self/mountinfo", Root);
        await KernelAsync("sys/fs/ext4/sda1/errors_count", errors);
        Directory.CreateDirectory(_directory["sys/devices/sda1"]);
        Directory.CreateDirectory(_directory["sys/dev/block"]);
        Directory.CreateSymbolicLink(_directory["sys/dev/block/8:1"], _directory["sys/devices/sda1"]);

        Assert.Equal(state, (await OneAsync(new FileSystemCheck("/data", new KernelFiles(_directory.Path)))).State);
    }

    [Fact]
    public async Task Where_the_kernel_tells_nothing_it_is_unknown() =>
        Assert.Equal(DoctorState.Unknown, (await OneAsync(new FileSystemCheck("/data", new KernelFiles(_directory.Path)))).State);

    [Theory]
    [InlineData("", "", DoctorState.Ok, "does not tell")]
    [InlineData("0x01 0x02", "0x01", DoctorState.Ok, "at most 20 %")]
    [InlineData("0x01 0x09", "0x01", DoctorState.Warning, "at most 90 %")]
    [InlineData("0x02 0x02", "0x02", DoctorState.Warning, "spare")]
    [InlineData("0x0b 0x01", "0x01", DoctorState.Fault, "more than it was made for")]
    [InlineData("0x02 0x02", "0x03", DoctorState.Fault, "spare")]
    public async Task A_card_is_judged_by_what_it_says_of_its_wear(string life, string spares, DoctorState state, string said)
    {
        await KernelAsync("sys/block/mmcblk0/device/name", "SD32G");
        await KernelAsync("sys/block/mmcblk0/device/life_time", life);
        await KernelAsync("sys/block/mmcblk0/device/pre_eol_info", spares);
        await KernelAsync("sys/block/mmcblk0boot0/size", "1");

        var item = await OneAsync(new CardCheck(new KernelFiles(_directory.Path)));

        Assert.Equal(state, item.State);
        Assert.Contains("SD32G", item.Evidence, StringComparison.Ordinal);
        Assert.Contains(said, item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_does_not_hold_together_is_a_fault()
    {
        var whole = new LedgerInspection(12, 5, 40_960, 4096, 0, IsWholeChecked: true);

        Assert.Contains("12 records, 5 orders, 40 KiB", (await OneAsync(new LedgerCheck(() => whole))).Evidence, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Fault, (await OneAsync(new LedgerCheck(() => whole with { Fault = "torn" }))).State);
        Assert.Equal(DoctorState.Ok, (await OneAsync(new LedgerCheck(static () => null))).State);
    }

    private static async Task<DoctorItem> OneAsync(ICheck check)
    {
        var item = Assert.Single(await check.LookAsync(Cancel));
        Assert.Equal(item.State == DoctorState.Ok, item.Fix.Length == 0);
        return item;
    }

    private async Task KernelAsync(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[path])!);
        await File.WriteAllTextAsync(_directory[path], content + "\n", Cancel);
    }
}
