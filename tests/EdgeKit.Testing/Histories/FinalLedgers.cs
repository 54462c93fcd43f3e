namespace EdgeKit.Testing.Histories;

/// <summary>What was in the ledgers after the run.</summary>
/// <param name="Kits">Every log of every kit.</param>
/// <param name="Cloud">The cloud's; null for a run without one.</param>
public sealed record FinalLedgers(IReadOnlyList<KitLedger> Kits, CloudLedger? Cloud = null);
