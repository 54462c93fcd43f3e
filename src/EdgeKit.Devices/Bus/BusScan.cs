using System.Device.I2c;
using System.Globalization;

namespace EdgeKit.Devices.Bus;

/// <summary>
/// Looks for what answers on a bus, by reading one byte from each address: that leaves a chip's registers as they are. A chip that answers only to a
/// command (SHT3x) is not found so.
/// </summary>
public static class BusScan
{
    // Those below and above are for the bus itself (I²C specification, UM10204, 3.1.12).
    private const int First = 0x08;
    private const int Last = 0x77;

    /// <summary>The numbers of the buses that the kernel offers, in their order.</summary>
    /// <param name="root">Where its device files are.</param>
    public static IReadOnlyList<int> Buses(string root = "/dev") => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "i2c-*").Select(static file => int.TryParse(Path.GetFileName(file).AsSpan(4), CultureInfo.InvariantCulture, out var bus) ? bus : -1).Where(static bus => bus >= 0).Order()]
        : [];

    /// <summary>What answers.</summary>
    /// <param name="bus">Its number.</param>
    /// <param name="known">Addresses to leave alone, since somebody reads them.</param>
    /// <param name="open">Opens an address; the board's where nothing else is said.</param>
    /// <param name="kernel">What the kernel keeps for itself.</param>
    /// <exception cref="DeviceException">The bus cannot be used at all.</exception>
    public static IReadOnlyList<BusAnswer> Scan(int bus, IReadOnlyCollection<int> known, Func<int, I2cDevice>? open = null, KernelDrivers? kernel = null)
    {
        open ??= address => I2cDevice.Create(new I2cConnectionSettings(bus, address));
        kernel ??= new KernelDrivers();
        var found = new List<BusAnswer>();
        for (var address = First; address <= Last; address++)
        {
            if (known.Contains(address))
            {
                continue;
            }

            if (kernel.OwnerOf(bus, address) is { } owner)
            {
                found.Add(new BusAnswer(address, owner));
            }
            else if (Answers(bus, address, open))
            {
                found.Add(new BusAnswer(address, null));
            }
        }

        return found;
    }

    private static bool Answers(int bus, int address, Func<int, I2cDevice> open)
    {
        using var device = open(address);
        try
        {
            device.ReadByte();
            return true;
        }
        catch (IOException exception)
        {
            var fault = I2cErrors.Convert(exception, $"i2c-{bus}");
            if (fault.Fault is DeviceFault.BusStuck or DeviceFault.Absent or DeviceFault.Denied)
            {
                // Every address would say so.
                throw fault;
            }

            // Nobody there is the usual answer.
            return false;
        }
    }
}
