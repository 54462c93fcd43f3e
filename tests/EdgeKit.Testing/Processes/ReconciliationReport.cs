using System.Globalization;

namespace EdgeKit.Testing.Processes;

/// <summary>What a <see cref="Reconciliation"/> found.</summary>
/// <param name="Acked">Orders that were acknowledged.</param>
/// <param name="Refused">Orders that were refused.</param>
/// <param name="Unknown">Orders without an answer.</param>
/// <param name="Logged">Orders in the kit's log.</param>
/// <param name="HeadSeq">The last record of it.</param>
/// <param name="Faults">What does not agree; empty when all does.</param>
public sealed record ReconciliationReport(int Acked, int Refused, int Unknown, int Logged, long HeadSeq, IReadOnlyList<string> Faults)
{
    /// <summary>Whether all agrees.</summary>
    public bool Agrees => Faults.Count == 0;

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Acked} acknowledged, {Refused} refused, {Unknown} without an answer; {Logged} in the log{string.Concat(Faults.Take(20).Select(static fault => $"\n  {fault}"))}{(Faults.Count > 20 ? $"\n  and {Faults.Count - 20} more" : "")}");
}
