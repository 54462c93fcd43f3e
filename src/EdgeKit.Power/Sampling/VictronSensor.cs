using EdgeKit.Devices;
using EdgeKit.Kernel.Power;

namespace EdgeKit.Power.Sampling;

/// <summary>
/// A device behind a Victron GX (Cerbo, Venus), whose values come over MQTT: <c>battery/512</c>, <c>solarcharger/279</c>, <c>system/0</c>. Each is
/// told anew twice a minute; one that is older than that is not given any more.
/// </summary>
internal sealed class VictronSensor(string device, OutsideReadings readings, TimeProvider time) : ISensor
{
    /// <summary>The oldest value that is given: one telling may be lost.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(75);

    /// <inheritdoc />
    public string Description => $"Victron {device} over MQTT";

    /// <inheritdoc />
    public void Begin()
    {
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        var told = readings.Of(device);
        var fresh = told.Where(reading => time.GetElapsedTime(reading.At) <= Oldest).ToList();
        return fresh.Count > 0
            ? [.. fresh.Select(static reading => new Measurement(Enum.Parse<Quantity>(reading.Quantity, ignoreCase: true), reading.Value, reading.Channel))]
            : throw new DeviceException(DeviceFault.NotReady, told.Count == 0
                ? $"{Description} has told nothing yet; check mqtt.victron, and that the GX device is bridged to the kit"
                : $"{Description} fell silent; check the GX device and its network");
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
