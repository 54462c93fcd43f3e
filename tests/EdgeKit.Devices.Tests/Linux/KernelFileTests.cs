using System.Diagnostics;
using EdgeKit.Devices.Linux;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class KernelFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("12800\n", 12800)]
    [InlineData("-350", -350)]
    [InlineData("+7\n", 7)]
    [InlineData("  0 \n", 0)]
    public void A_number_is_read_without_the_white_space_around_it(string text, long number) => Assert.Equal(number, KernelFile.ReadNumber(Holding(text)));

    [Theory]
    [InlineData("", DeviceFault.NotReady)]
    [InlineData("\n", DeviceFault.NotReady)]
    [InlineData("twelve", DeviceFault.Nonsense)]
    [InlineData("12.8", DeviceFault.Nonsense)]
    [InlineData("12 8", DeviceFault.Nonsense)]
    [InlineData("99999999999999999999", DeviceFault.Nonsense)]
    [InlineData("0x10", DeviceFault.Nonsense)]
    public void What_is_no_number_is_a_fault(string text, DeviceFault fault) =>
        Assert.Equal(fault, Faults.Of(() => KernelFile.ReadNumber(Holding(text))).Fault);

    [Fact]
    public void More_than_a_page_is_nonsense() =>
        Assert.Equal(DeviceFault.Nonsense, Faults.Of(() => KernelFile.ReadText(Holding(new string('1', 5000)))).Fault);

    [Fact]
    public void A_file_that_is_not_there_is_absent() => Assert.Equal(DeviceFault.Absent, Faults.Of(() => KernelFile.ReadText(_folder["no"])).Fault);

    [Fact]
    public void A_file_under_a_file_is_absent() => Assert.Equal(DeviceFault.Absent, Faults.Of(() => KernelFile.ReadText(Path.Combine(Holding("1"), "no"))).Fault);

    [Fact]
    public void A_folder_in_place_of_a_file_is_an_error_of_the_kernel() =>
        Assert.Equal(DeviceFault.Io, Faults.Of(() => KernelFile.ReadText(_folder.Path)).Fault);

    [Fact]
    public void An_error_of_the_hardware_is_one_of_input_and_output()
    {
        // Address 0 of this process is not mapped: the kernel answers EIO.
        var exception = Faults.Of(() => KernelFile.ReadText("/proc/self/mem"));

        Assert.Equal(DeviceFault.Io, exception.Fault);
        Assert.Contains("errno 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_yet_is_not_waited_for()
    {
        var fifo = _folder["fifo"];
        using (var mkfifo = Process.Start("mkfifo", fifo))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Open both ways, so that there is a writer: reading then gives EAGAIN.
        using var writer = KernelFile.Open(fifo, LibC.ReadWrite);

        Assert.Equal(DeviceFault.NotReady, Faults.Of(() => KernelFile.ReadText(fifo)).Fault);
    }

    [Fact]
    public void A_number_is_written_as_one_line()
    {
        var path = Holding("");

        KernelFile.WriteNumber(path, -40_000);

        Assert.Equal("-40000\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_full_device_does_not_take_a_number() => Assert.Equal(DeviceFault.Io, Faults.Of(() => KernelFile.WriteNumber("/dev/full", 1)).Fault);

    [Fact]
    public void A_folder_that_is_not_there_has_no_folders_and_no_files()
    {
        Assert.Empty(KernelFile.Folders(_folder["no"]));
        Assert.Equal(DeviceFault.Absent, Faults.Of(() => KernelFile.Files(_folder["no"])).Fault);
    }

    public void Dispose() => _folder.Dispose();

    private string Holding(string text)
    {
        var path = _folder["value"];
        using (var file = File.CreateText(path + "~"))
        {
            file.Write(text);
        }

        File.Move(path + "~", path, overwrite: true);
        return path;
    }
}
