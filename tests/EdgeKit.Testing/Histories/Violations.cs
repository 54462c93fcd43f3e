namespace EdgeKit.Testing.Histories;

/// <summary>Collects what is found.</summary>
internal sealed class Violations
{
    private readonly List<Violation> _all = [];

    public IReadOnlyList<Violation> All => _all;

    public void Add(HistoryRule rule, FormattableString text) => _all.Add(new Violation(rule, FormattableString.Invariant(text)));
}
