using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Sampling;
using EdgeKit.Power.Simulation;

namespace EdgeKit.Power;

/// <summary>What a technician asks without a daemon: what the sensors say, what answers on the buses, what the policy would do.</summary>
internal static class PowerInspection
{
    /// <summary>What <c>sensors</c> say, read here and now: for when no daemon does.</summary>
    /// <param name="settings">The kit's; its errors grow by what is wrong with the sensors.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SensorsView> ReadSensorsAsync(Settings settings, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var board = new SensorBoard(settings.ReadList("sensors", SensorOptions.Read), new SensorFactory(new GpioLines(static chip => GpioChip.Open(chip)), new FanDuty(), time).Open, time, new Random());

        // One that converts slowly, or was just set up, has something to say a little later.
        for (var look = 0; look < SampledSensor.UnreadyAtMost && board.Sensors.Any(static sensor => sensor.Readings.At is null); look++)
        {
            await Task.WhenAll(board.Sensors.GroupBy(static sensor => sensor.Options.Line, StringComparer.Ordinal).Select(async line =>
            {
                foreach (var sensor in line)
                {
                    await sensor.SampleAsync(cancellationToken);
                }
            }));
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
        }

        return board.View();
    }

    /// <summary>What answers on the board's I²C buses. Addresses that a configured sensor reads are left alone.</summary>
    public static IReadOnlyList<I2cBusView> ScanBuses(Settings settings)
    {
        var placed = settings.ReadList("sensors", SensorOptions.Read).Where(static sensor => sensor.IsOnBus).ToLookup(static sensor => sensor.Bus);
        return [.. BusScan.Buses().Select(bus => BusReport.Of(bus, placed[bus]))];
    }

    /// <summary>What the configured policy would have done on a recorded day; null where the settings are wrong.</summary>
    public static async Task<PolicyPreview?> SimulateAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        var sensors = settings.ReadList("sensors", SensorOptions.Read);
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        return settings.Errors.Count > 0 ? null : await PolicySimulation.RunAsync(options, file, cancellationToken);
    }
}
