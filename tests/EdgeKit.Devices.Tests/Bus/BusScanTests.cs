using System.Device.I2c;
using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Tests.Models;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Bus;

public sealed class BusScanTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_answers_is_found_and_what_is_known_or_the_kernels_is_left_alone()
    {
        Directory.CreateDirectory(_root["lm75"]);
        Directory.CreateDirectory(_root["1-0048"]);
        Directory.CreateSymbolicLink(Path.Combine(_root["1-0048"], "driver"), "../lm75");
        var asked = new List<int>();

        var found = BusScan.Scan(
            1,
            [0x76],
            address =>
            {
                asked.Add(address);
                var device = new Ina219Model();
                if (address != 0x41)
                {
                    device.FailNext(121);
                }

                return device;
            },
            new KernelDrivers(_root.Path));

        Assert.Equal([new BusAnswer(0x41, null), new BusAnswer(0x48, "lm75")], found);
        Assert.DoesNotContain(0x48, asked);
        Assert.DoesNotContain(0x76, asked);
        Assert.Equal((0x08, 0x77, 110), (asked[0], asked[^1], asked.Count));
    }

    [Theory]
    [InlineData(110, DeviceFault.BusStuck)]
    [InlineData(13, DeviceFault.Denied)]
    [InlineData(2, DeviceFault.Absent)]
    public void A_bus_that_cannot_be_used_is_said_once(int error, DeviceFault fault)
    {
        var asked = 0;
        var failure = Assert.Throws<DeviceException>(() => BusScan.Scan(1, [], Open, new KernelDrivers(_root.Path)));

        Assert.Equal((fault, 1), (failure.Fault, asked));

        I2cDevice Open(int address)
        {
            asked++;
            var device = new Ina219Model();
            device.FailNext(error);
            return device;
        }
    }

    [Fact]
    public void Buses_are_the_kernels_device_files()
    {
        foreach (var name in (string[])["i2c-10", "i2c-1", "i2c-x", "spidev0.0"])
        {
            File.WriteAllBytes(_root[name], []);
        }

        Assert.Equal([1, 10], BusScan.Buses(_root.Path));
        Assert.Empty(BusScan.Buses(_root["nothing"]));
    }
}
