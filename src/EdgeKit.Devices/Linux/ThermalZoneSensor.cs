namespace EdgeKit.Devices.Linux;

/// <summary>
/// A temperature of the board's own, as <c>cpu-thermal</c> (kernel: driver-api/thermal/sysfs-api; <c>temp</c> in millidegrees). Found by its type, since
/// zones are numbered in the order in which drivers load.
/// </summary>
/// <param name="type">What the zone's <c>type</c> file says.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class ThermalZoneSensor(string type, string root = "/sys") : ISensor
{
    private KernelValue? _value;

    /// <inheritdoc />
    public string Description => $"thermal zone {type}";

    /// <inheritdoc />
    public void Begin()
    {
        _value = null;
        foreach (var zone in KernelFile.Folders(Path.Combine(root, "class/thermal")))
        {
            if (Path.GetFileName(zone).StartsWith("thermal_zone", StringComparison.Ordinal) && IsOfType(zone))
            {
                _value = new KernelValue(Path.Combine(zone, "temp"), Quantity.Celsius, 1e-3, "");
                return;
            }
        }

        throw new DeviceException(DeviceFault.Absent, $"no thermal zone is of type {type}");
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read() => [(_value ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun")).Read()];

    /// <inheritdoc />
    public void Dispose() => _value = null;

    private bool IsOfType(string zone)
    {
        try
        {
            return KernelFile.ReadText(Path.Combine(zone, "type")) == type;
        }
        catch (DeviceException exception) when (exception.Fault is DeviceFault.Absent or DeviceFault.NotReady)
        {
            return false;
        }
    }
}
