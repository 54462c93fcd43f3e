namespace EdgeKit.Simulation.Schedules;

/// <summary>What happened in schedules, so that one sees that they were no idle ones.</summary>
internal sealed class ScheduleTally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(string what, long count = 1) => _counts[what] = _counts.GetValueOrDefault(what) + count;

    public void Add(ScheduleTally other)
    {
        foreach (var (what, count) in other._counts)
        {
            Add(what, count);
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", _counts.Select(static count => FormattableString.Invariant($"{count.Value:N0} {count.Key}")));
}
