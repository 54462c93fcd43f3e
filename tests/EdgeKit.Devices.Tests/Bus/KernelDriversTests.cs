using EdgeKit.Devices.Bus;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Bus;

public sealed class KernelDriversTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_bound_driver_is_named()
    {
        var drivers = new KernelDrivers(_root.Path);
        Directory.CreateDirectory(_root["lm75"]);
        Directory.CreateDirectory(_root["1-0048"]);
        Directory.CreateSymbolicLink(Path.Combine(_root["1-0048"], "driver"), "../lm75");

        var failure = Assert.Throws<DeviceException>(() => drivers.EnsureFree(1, 0x48));

        Assert.Equal(DeviceFault.KernelOwned, failure.Fault);
        Assert.Contains("lm75", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_without_a_driver_is_free_as_is_no_client()
    {
        var drivers = new KernelDrivers(_root.Path);
        Directory.CreateDirectory(_root["1-0040"]);

        drivers.EnsureFree(1, 0x40);
        Assert.Null(drivers.OwnerOf(1, 0x41));
    }
}
