using EdgeKit.Devices;
using EdgeKit.Power.Sampling;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Sampling;

/// <summary>All sensors of a configuration, each of which gives what the test says.</summary>
internal sealed class FakeSensors : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<Measurement>> _values = new(StringComparer.Ordinal);

    public FakeSensors(PowerOptions options, TestClock clock) => Board = new SensorBoard(options.Sensors, one => new Given(this, one.Id), clock, new Random(1));

    /// <summary>To be handed to the code under test.</summary>
    public SensorBoard Board { get; }

    /// <summary>From now on a sensor gives this; nothing at all without values.</summary>
    public void Give(string id, params Measurement[] values) => _values[id] = values;

    /// <summary>Reads each once.</summary>
    public async Task ReadAsync()
    {
        foreach (var sensor in Board.Sensors)
        {
            await sensor.SampleAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Board.Dispose();

    private sealed class Given(FakeSensors sensors, string id) : ISensor
    {
        public string Description => id;

        public void Begin()
        {
        }

        public IReadOnlyList<Measurement> Read() =>
            sensors._values.GetValueOrDefault(id) is { Count: > 0 } values ? values : throw new DeviceException(DeviceFault.Absent, $"{id} gives nothing");

        public void Dispose()
        {
        }
    }
}
