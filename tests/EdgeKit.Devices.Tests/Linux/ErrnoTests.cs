using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class ErrnoTests
{
    [Theory]
    [InlineData(1, DeviceFault.Denied)]
    [InlineData(2, DeviceFault.Absent)]
    [InlineData(5, DeviceFault.Io)]
    [InlineData(6, DeviceFault.NotAcknowledged)]
    [InlineData(11, DeviceFault.NotReady)]
    [InlineData(13, DeviceFault.Denied)]
    [InlineData(16, DeviceFault.KernelOwned)]
    [InlineData(19, DeviceFault.Absent)]
    [InlineData(20, DeviceFault.Absent)]
    [InlineData(22, DeviceFault.Io)]
    [InlineData(25, DeviceFault.WrongChip)]
    [InlineData(61, DeviceFault.NotReady)]
    [InlineData(110, DeviceFault.BusStuck)]
    [InlineData(121, DeviceFault.NotAcknowledged)]
    public void An_error_number_has_its_fault_and_is_named(int error, DeviceFault fault)
    {
        var exception = Errno.At("/sys/x", error);

        Assert.Equal(fault, exception.Fault);
        Assert.StartsWith("/sys/x: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(errno {error})", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_node_with_nothing_behind_it_is_absent() => Assert.Equal(DeviceFault.Absent, Errno.AtOpen("/dev/ttyUSB9", 6).Fault);
}
