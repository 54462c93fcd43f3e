using System.Globalization;

namespace EdgeKit.Devices.Linux;

/// <summary>
/// A chip that a kernel driver reads for us (kernel: hwmon/sysfs-interface). Channels are named by their <c>_label</c>, else by their file
/// (<c>in1</c>) where the chip has several of the quantity, else by nothing.
/// </summary>
/// <remarks>
/// Millivolts, milliamperes, microwatts, millidegrees, revolutions a minute and milli-percent become the units of <see cref="Quantity"/>. A current is as
/// the driver gives it: with the shunt that the device tree or <c>shunt_resistor</c> says, which need not be the one that is soldered in.
/// </remarks>
/// <param name="name">What the <c>name</c> file says: <c>ina226</c>, <c>cpu_thermal</c>.</param>
/// <param name="label">Only the channels with this label; null for all.</param>
/// <param name="device">The last part of the <c>device</c> link, such as <c>1-0040</c>, where several have the name; null for any.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class HwmonSensor(string name, string? label = null, string? device = null, string root = "/sys") : ISensor
{
    private static readonly (string Prefix, string Suffix, Quantity Quantity, double UnitsPerStep)[] Kinds =
    [
        ("in", "_input", Quantity.Volts, 1e-3),
        ("curr", "_input", Quantity.Amperes, 1e-3),
        ("power", "_input", Quantity.Watts, 1e-6),
        ("temp", "_input", Quantity.Celsius, 1e-3),
        ("fan", "_input", Quantity.RevolutionsPerMinute, 1),
        ("humidity", "_input", Quantity.HumidityPercent, 1e-3),
    ];

    private IReadOnlyList<KernelValue>? _values;

    /// <inheritdoc />
    public string Description => $"hwmon {name}{(label is null ? "" : $" '{label}'")}{(device is null ? "" : $" on {device}")}";

    /// <inheritdoc />
    public void Begin()
    {
        _values = null;
        var values = ValuesIn(HwmonFolder.Find(root, name, device, label is null ? null : folder => ValuesIn(folder).Count > 0));
        _values = values.Count > 0 ? values : throw new DeviceException(DeviceFault.WrongChip, $"{Description} measures nothing that we know");
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read() =>
        KernelValue.ReadAll(_values ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun"));

    /// <inheritdoc />
    public void Dispose() => _values = null;

    private List<KernelValue> ValuesIn(string folder)
    {
        var names = KernelFile.Files(folder);
        var values = new List<KernelValue>();
        foreach (var (prefix, suffix, quantity, unitsPerStep) in Kinds)
        {
            var channels = names
                .Where(file => NumberOf(file, prefix, suffix) is not null)
                .OrderBy(file => NumberOf(file, prefix, suffix))
                .Select(file => file[..^suffix.Length])
                .ToList();
            var labels = channels.ToDictionary(static channel => channel, channel => LabelOf(folder, channel), StringComparer.Ordinal);
            foreach (var channel in channels.Where(channel => label is null || labels[channel] == label))
            {
                var fault = $"{channel}_fault";

                // Two channels of one label could not be told apart by it.
                var said = labels[channel] is { } own && labels.Values.Count(other => other == own) == 1 ? own : channels.Count > 1 ? channel : "";
                values.Add(new KernelValue(
                    Path.Combine(folder, channel + suffix), quantity, unitsPerStep, said, names.Contains(fault, StringComparer.Ordinal) ? Path.Combine(folder, fault) : null));
            }
        }

        return values;
    }

    private static string? LabelOf(string folder, string channel)
    {
        try
        {
            return KernelFile.ReadText(Path.Combine(folder, $"{channel}_label"));
        }
        catch (DeviceException exception) when (exception.Fault is DeviceFault.Absent or DeviceFault.NotReady)
        {
            return null;
        }
    }

    private static int? NumberOf(string file, string prefix, string suffix) =>
        file.Length > prefix.Length + suffix.Length
        && file.StartsWith(prefix, StringComparison.Ordinal)
        && file.EndsWith(suffix, StringComparison.Ordinal)
        && int.TryParse(file.AsSpan(prefix.Length, file.Length - prefix.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
