using System.Collections.Concurrent;

namespace EdgeKit.Kernel.Power;

/// <summary>What devices that measure by themselves told the kit over the network, for whoever samples sensors. A bounded number of devices and values; the newest counts.</summary>
public sealed class OutsideReadings(TimeProvider time)
{
    /// <summary>The most devices.</summary>
    public const int MostDevices = 32;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string Quantity, string Channel), OutsideReading>> _devices = new(StringComparer.Ordinal);

    /// <summary>A device told a value.</summary>
    /// <param name="device">Which, such as <c>battery/512</c>.</param>
    /// <param name="quantity">What it measures, by the name that the API has for it.</param>
    /// <param name="channel">Which of several of that quantity; empty where there is one.</param>
    /// <param name="value">The value; null where the device cannot tell now.</param>
    /// <returns>False if there are as many devices as may be.</returns>
    public bool Note(string device, string quantity, string channel, double? value)
    {
        if (!_devices.TryGetValue(device, out var readings))
        {
            if (_devices.Count >= MostDevices)
            {
                return false;
            }

            readings = _devices.GetOrAdd(device, static _ => new ConcurrentDictionary<(string, string), OutsideReading>());
        }

        if (value is { } known)
        {
            readings[(quantity, channel)] = new OutsideReading(quantity, channel, known, time.GetTimestamp());
        }
        else
        {
            readings.TryRemove((quantity, channel), out _);
        }

        return true;
    }

    /// <summary>What a device told last, in a fixed order; empty if it told nothing.</summary>
    public IReadOnlyList<OutsideReading> Of(string device) => _devices.TryGetValue(device, out var readings)
        ? [.. readings.Values.OrderBy(static reading => reading.Quantity, StringComparer.Ordinal).ThenBy(static reading => reading.Channel, StringComparer.Ordinal)]
        : [];
}
