using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Power.Sampling;

/// <summary>What a technician sees of an I²C bus.</summary>
internal static class BusReport
{
    /// <summary>Looks at it.</summary>
    /// <param name="bus">Its number.</param>
    /// <param name="sensors">Those that are configured on it.</param>
    public static I2cBusView Of(int bus, IEnumerable<SensorOptions> sensors)
    {
        var placed = sensors.GroupBy(static sensor => sensor.BusAddress).ToDictionary(static group => group.Key, static group => group.First());
        try
        {
            var found = BusScan.Scan(bus, [.. placed.Keys]).Select(static answer => new I2cAnswerView(answer.Address, I2cAddresses.At(answer.Address), null, answer.Owner));
            return new I2cBusView(bus, [.. found.Concat(placed.Values.Select(static sensor => new I2cAnswerView(sensor.BusAddress, [sensor.Driver], sensor.Id))).OrderBy(static answer => answer.Address)]);
        }
        catch (DeviceException exception)
        {
            return new I2cBusView(bus, [], FaultWords.Say(exception, isOnBus: true));
        }
    }
}
