using EdgeKit.Devices.Bus;

namespace EdgeKit.Power;

/// <summary>What is wrong with the sensors together.</summary>
internal static class SensorRules
{
    /// <summary>A sentence each; none where all is well.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<SensorOptions> sensors)
    {
        foreach (var twice in sensors.GroupBy(static sensor => sensor.Id, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            yield return $"the id '{twice.Key}' is there twice";
        }

        foreach (var collision in I2cAddresses.Collisions([.. sensors.Where(static sensor => sensor.IsOnBus).Select(static sensor => new I2cPlacement(sensor.Driver, sensor.Bus, sensor.BusAddress))]))
        {
            yield return collision;
        }
    }
}
