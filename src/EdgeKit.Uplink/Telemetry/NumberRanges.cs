using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Uplink.Telemetry;

/// <summary>Samples of several numbers, of which the least, the mean and the most stay.</summary>
internal sealed class NumberRanges
{
    private readonly Dictionary<string, (double Least, double Sum, double Most, int Count)> _byName = new(StringComparer.Ordinal);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _byName.Count == 0;

    /// <summary>Takes a sample.</summary>
    public void Add(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _byName[name] = _byName.TryGetValue(name, out var before)
                ? (Math.Min(before.Least, value), before.Sum + value, Math.Max(before.Most, value), before.Count + 1)
                : (value, value, value, 1);
        }
    }

    /// <summary>What there is, rounded to what anybody reads.</summary>
    public KitTelemetry Over(TimeSpan time) => new(
        Math.Round(time.TotalSeconds),
        _byName.ToDictionary(static pair => pair.Key, static pair => new TelemetryRange(Round(pair.Value.Least), Round(pair.Value.Sum / pair.Value.Count), Round(pair.Value.Most)), StringComparer.Ordinal));

    /// <summary>Begins anew.</summary>
    public void Clear() => _byName.Clear();

    private static double Round(double value) => Math.Round(value, 3);
}
