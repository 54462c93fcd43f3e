using EdgeKit.Contracts.Power;
using EdgeKit.Devices;

namespace EdgeKit.Power.Sampling;

/// <summary>All sensors of the kit.</summary>
internal sealed class SensorBoard : IDisposable
{
    private readonly TimeProvider _time;

    /// <summary>Opens none: each is opened when it is read first.</summary>
    public SensorBoard(IReadOnlyList<SensorOptions> options, Func<SensorOptions, ISensor> open, TimeProvider time, Random random)
    {
        _time = time;
        Sensors = [.. options.Select(one => new SampledSensor(one, () => open(one), time, random))];
    }

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<SampledSensor> Sensors { get; }

    /// <summary>The sensor with this id; null if there is none.</summary>
    public SampledSensor? Find(string? id) => Sensors.FirstOrDefault(sensor => sensor.Options.Id == id);

    /// <summary>What flows as a sensor says it, in watts with the sensor's sign; null where that cannot be believed now, or there is no such sensor.</summary>
    public double? Watts(string? id, string channel)
    {
        var sensor = Find(id);
        return sensor?.Trusted(Quantity.Watts, channel) ?? (sensor?.Trusted(Quantity.Volts, channel) * sensor?.Trusted(Quantity.Amperes, channel));
    }

    /// <summary>All of it, to be shown.</summary>
    public SensorsView View() => new([.. Sensors.Select(View)]);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var sensor in Sensors)
        {
            sensor.Dispose();
        }
    }

    private SensorView View(SampledSensor sensor)
    {
        var readings = sensor.Readings;
        var age = readings.At is { } at ? _time.GetElapsedTime(at).TotalSeconds : 0;
        return new SensorView(
            sensor.Options.Id,
            sensor.Options.Driver,
            sensor.Description,
            readings.State,
            sensor.Quality,
            [.. readings.Values.Select(value => new ReadingView(QuantityName.Of(value.Quantity), value.Channel, value.Value, Math.Round(age, 3)))],
            readings.Faults,
            readings.Fault);
    }
}
