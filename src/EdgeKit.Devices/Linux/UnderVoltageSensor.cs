namespace EdgeKit.Devices.Linux;

/// <summary>
/// Whether a Raspberry Pi's 5 V fell below about 4.63 V, as its firmware says through the kernel (kernel: hwmon/raspberrypi-hwmon,
/// <c>in0_lcrit_alarm</c>). Gives <see cref="Quantity.IsOn"/> as <c>under-voltage</c>.
/// </summary>
/// <remarks>The kernel asks the firmware every two seconds and clears the sticky bits that <c>vcgencmd get_throttled</c> shows.</remarks>
/// <param name="root">Where sysfs is.</param>
public sealed class UnderVoltageSensor(string root = "/sys") : ISensor
{
    private KernelValue? _alarm;

    /// <inheritdoc />
    public string Description => "under-voltage alarm rpi_volt";

    /// <inheritdoc />
    public void Begin()
    {
        _alarm = null;
        var folder = HwmonFolder.Find(root, "rpi_volt", device: null);
        _alarm = new KernelValue(Path.Combine(folder, "in0_lcrit_alarm"), Quantity.IsOn, 1, "under-voltage");
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read() => [(_alarm ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun")).Read()];

    /// <inheritdoc />
    public void Dispose() => _alarm = null;
}
