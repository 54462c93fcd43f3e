using System.Globalization;

namespace EdgeKit.Devices.Bus;

/// <summary>
/// Which addresses a kernel driver owns. The transfers that System.Device.Gpio makes go through although a driver is bound, and then both sides
/// move the chip's register pointer; so it must be asked before a chip is opened.
/// </summary>
/// <param name="root">Where the kernel lists the clients of its buses.</param>
public sealed class KernelDrivers(string root = "/sys/bus/i2c/devices")
{
    /// <summary>The name of the driver that owns <paramref name="address"/> on bus <paramref name="bus"/>; null where it is free.</summary>
    public string? OwnerOf(int bus, int address)
    {
        var client = string.Create(CultureInfo.InvariantCulture, $"{bus}-{address:x4}");
        var driver = new DirectoryInfo(Path.Combine(root, client, "driver"));
        return !driver.Exists ? null
            : driver.LinkTarget is { } target ? Path.GetFileName(target)
            : driver.Name;
    }

    /// <summary>Makes sure that the address is free.</summary>
    /// <exception cref="DeviceException">A kernel driver owns it.</exception>
    public void EnsureFree(int bus, int address)
    {
        if (OwnerOf(bus, address) is { } owner)
        {
            throw new DeviceException(
                DeviceFault.KernelOwned,
                $"0x{address:X2} on i2c-{bus} belongs to the kernel's driver {owner}; read it through hwmon or power_supply, or take its overlay out");
        }
    }
}
