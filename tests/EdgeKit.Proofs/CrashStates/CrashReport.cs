namespace EdgeKit.Proofs.CrashStates;

/// <summary>What a trial found.</summary>
internal sealed class CrashReport
{
    private readonly Dictionary<CrashMode, (int States, int Bad)> _counts = [];
    private readonly List<string> _problems = [];

    /// <summary>States that were looked at.</summary>
    public int States => _counts.Values.Sum(static count => count.States);

    /// <summary>States in which something was wrong.</summary>
    public int Bad => _counts.Values.Sum(static count => count.Bad);

    /// <summary>The first few things that were wrong.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds a state.</summary>
    public void Add(CrashMode mode, string where, string? problem)
    {
        var (states, bad) = _counts.GetValueOrDefault(mode);
        _counts[mode] = (states + 1, bad + (problem is null ? 0 : 1));
        if (problem is not null && _problems.Count < 20)
        {
            _problems.Add($"{mode}, {where}: {problem}");
        }
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(static count => count.Key).Select(static count => FormattableString.Invariant($"{count.Key} {count.Value.Bad}/{count.Value.States}")));
}
