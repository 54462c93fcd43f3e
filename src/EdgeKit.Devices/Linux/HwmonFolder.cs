namespace EdgeKit.Devices.Linux;

/// <summary>Finds a device of the kernel's hwmon class. Its number changes with the order in which drivers load, so it goes by name and device.</summary>
internal static class HwmonFolder
{
    /// <summary>The folder of the one device that is called <paramref name="name"/>.</summary>
    /// <param name="root">Where sysfs is.</param>
    /// <param name="name">What its <c>name</c> file says.</param>
    /// <param name="device">The last part of what its <c>device</c> link points at, such as <c>1-0040</c>; null for any.</param>
    /// <param name="hasWhatIsWanted">Whether a device has the channel that is meant; null for any.</param>
    /// <exception cref="DeviceException">There is none, or more than one and nothing says which.</exception>
    public static string Find(string root, string name, string? device, Func<string, bool>? hasWhatIsWanted = null)
    {
        var folders = KernelFile.Folders(Path.Combine(root, "class/hwmon"))
            .Where(folder => IsCalled(folder, name)
                && (device is null || KernelFile.LinkName(Path.Combine(folder, "device")) == device)
                && (hasWhatIsWanted is null || hasWhatIsWanted(folder)))
            .ToList();
        return folders switch
        {
            [var folder] => folder,
            [] => throw new DeviceException(DeviceFault.Absent, $"no hwmon device is called {name}{(device is null ? "" : $" on {device}")}"),
            _ => throw new DeviceException(
                DeviceFault.Nonsense,
                $"{folders.Count} hwmon devices are called {name}; say which one is meant: "
                + string.Join(", ", folders.Select(static folder => KernelFile.LinkName(Path.Combine(folder, "device"))))),
        };
    }

    /// <summary>A folder may vanish or have no name yet while others are looked at.</summary>
    private static bool IsCalled(string folder, string name)
    {
        try
        {
            return KernelFile.ReadText(Path.Combine(folder, "name")) == name;
        }
        catch (DeviceException exception) when (exception.Fault is DeviceFault.Absent or DeviceFault.NotReady)
        {
            return false;
        }
    }
}
