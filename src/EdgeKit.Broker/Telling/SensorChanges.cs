using EdgeKit.Contracts.Power;

namespace EdgeKit.Broker.Telling;

/// <summary>Finds the sensors that have something new to say: another value, quality or fault. That a reading grew older is nothing new.</summary>
internal sealed class SensorChanges(TimeProvider time)
{
    /// <summary>What has not changed is said again after so long, so that a listener can tell it from silence.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (SensorView Sensor, long At)> _said = new(StringComparer.Ordinal);

    /// <summary>Those of <paramref name="sensors"/> that are to be said; they count as said.</summary>
    public IReadOnlyList<SensorView> Take(SensorsView sensors)
    {
        var news = new List<SensorView>();
        foreach (var sensor in sensors.Sensors)
        {
            if (!_said.TryGetValue(sensor.Id, out var said) || !IsSame(said.Sensor, sensor) || time.GetElapsedTime(said.At) >= Again)
            {
                _said[sensor.Id] = (sensor, time.GetTimestamp());
                news.Add(sensor);
            }
        }

        return news;
    }

    /// <summary>All is to be said again.</summary>
    public void Forget() => _said.Clear();

    private static bool IsSame(SensorView left, SensorView right) =>
        (left.State, left.Quality, left.Fault) == (right.State, right.Quality, right.Fault)
        && left.Readings.Select(static reading => (reading.Quantity, reading.Channel, reading.Value))
            .SequenceEqual(right.Readings.Select(static reading => (reading.Quantity, reading.Channel, reading.Value)));
}
