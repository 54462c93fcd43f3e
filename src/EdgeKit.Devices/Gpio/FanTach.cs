using System.Globalization;
using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Gpio;

/// <summary>
/// How fast a fan turns (kernel: hwmon/sysfs-interface, <c>fan1_input</c> in revolutions a minute), and as <see cref="Quantity.IsOn"/> <c>stopped</c>
/// whether it stands still although it should turn.
/// </summary>
/// <param name="name">What the hwmon device's <c>name</c> file says.</param>
/// <param name="shouldTurn">Whether the fan is being driven, as <see cref="FanPwm.Duty"/> says.</param>
/// <param name="time">Says how long it has had to start.</param>
/// <param name="channel">Which fan of the device, from 1.</param>
/// <param name="device">The last part of the <c>device</c> link, where several have the name; null for any.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class FanTach(string name, Func<bool> shouldTurn, TimeProvider time, int channel = 1, string? device = null, string root = "/sys") : ISensor
{
    /// <summary>How long a fan may take from rest until it counts as stopped; tachometers of two pulses a turn need a second or two themselves.</summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(4);

    private KernelValue? _value;
    private long? _stillSince;

    /// <inheritdoc />
    public string Description => $"hwmon {name} fan{channel}";

    /// <inheritdoc />
    public void Begin()
    {
        _value = null;
        _stillSince = null;
        var file = string.Create(CultureInfo.InvariantCulture, $"fan{channel}_input");
        var value = new KernelValue(Path.Combine(HwmonFolder.Find(root, name, device), file), Quantity.RevolutionsPerMinute, 1, "");
        _ = value.Read();
        _value = value;
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        var speed = (_value ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun")).Read();
        var isStill = speed.Value <= 0 && shouldTurn();
        _stillSince = isStill ? _stillSince ?? time.GetTimestamp() : null;
        var isStopped = _stillSince is { } since && time.GetElapsedTime(since) >= StartsWithin;
        return [speed, new Measurement(Quantity.IsOn, isStopped ? 1 : 0, "stopped")];
    }

    /// <inheritdoc />
    public void Dispose() => _value = null;
}
