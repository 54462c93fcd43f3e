using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>A record that somebody asked for.</summary>
/// <param name="Log">Where it stands.</param>
/// <param name="Seq">Which record.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="Mark">What finds the call.</param>
/// <param name="OrderId">The order that was accepted or changed.</param>
/// <param name="Lines">What it moved, one entry a SKU.</param>
/// <param name="Left">What the log left of those SKUs after it.</param>
internal sealed record LogEntry(
    KitLedger Log,
    long Seq,
    HistoryOperation Operation,
    string Mark,
    Guid? OrderId,
    IReadOnlyList<SkuQuantity> Lines,
    IReadOnlyDictionary<string, long> Left)
{
    /// <summary>For people.</summary>
    public override string ToString() => FormattableString.Invariant($"record {Seq} of {Log.Kit} ({Operation} '{Mark}')");
}
