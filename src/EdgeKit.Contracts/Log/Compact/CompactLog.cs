namespace EdgeKit.Contracts.Log.Compact;

/// <summary>What a compact batch says.</summary>
/// <param name="Incarnation">Of which log.</param>
/// <param name="Records">One after another, without a gap.</param>
/// <param name="Orders">For each record the order that it accepts, from which its body was written; null where it accepts none, or says so in JSON of its own.</param>
public sealed record CompactLog(Guid Incarnation, IReadOnlyList<LogRecord> Records, IReadOnlyList<OrderAcceptedBody?> Orders)
{
    /// <summary>The hash of each record: each carries the one before it, since that was worked out here, so that only the last is left to do.</summary>
    public IEnumerable<ulong> Hashes => Records.Skip(1).Select(static record => record.PrevHash).Concat(Records.TakeLast(1).Select(HashChain.Of));
}
