using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Sampling;
using EdgeKit.Power.Simulation;

namespace EdgeKit.Power;

/// <summary>What a technician asks without a daemon: what the sensors say, what answers on the buses, what the policy would do.</summary>
internal static class PowerInspection
{
    /// <summary>What a daemon said of the sensors, or what they say here and now; what answers on the buses; and what is wrong. Null where the settings are wrong and no daemon runs.</summary>
    public static async Task<SensorsReport?> ReportAsync(Settings settings, SensorsView? said, CancellationToken cancellationToken)
    {
        var options = settings.ReadList("sensors", SensorOptions.Read);
        if (said is null && settings.Errors.Count > 0)
        {
            return null;
        }

        var sensors = (said ?? await ReadAsync(options, cancellationToken)).Sensors;

        // Addresses that a configured sensor reads are left alone.
        var placed = options.Where(static sensor => sensor.IsOnBus).ToLookup(static sensor => sensor.Bus);
        List<I2cBusView> buses = [.. BusScan.Buses().Select(bus => BusReport.Of(bus, placed[bus]))];
        return new SensorsReport(
            sensors,
            buses,
            [
                .. sensors.Where(static sensor => sensor.Fault is not null).Select(static sensor => $"{sensor.Id}: {sensor.Fault}"),
                .. buses.Where(static bus => bus.Fault is not null).Select(static bus => $"i2c-{bus.Bus}: {bus.Fault}"),
            ]);
    }

    /// <summary>What the configured policy would have done on a recorded day; null where the settings are wrong.</summary>
    public static async Task<PolicyPreview?> SimulateAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        var sensors = settings.ReadList("sensors", SensorOptions.Read);
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        return settings.Errors.Count > 0 ? null : await PolicySimulation.RunAsync(options, file, cancellationToken);
    }

    private static async Task<SensorsView> ReadAsync(IReadOnlyList<SensorOptions> options, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var board = new SensorBoard(options, new SensorFactory(new GpioLines(static chip => GpioChip.Open(chip)), new FanDuty(), new OutsideReadings(time), time).Open, time, new Random());

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
}
