using EdgeKit.Contracts.Log;

namespace EdgeKit.Kernel.Ledger;

/// <summary>The newest record of its subject.</summary>
/// <param name="Seq">Its place in the log.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="RecordedAt">When, by which clock.</param>
/// <param name="Body">Its members as UTF-8 JSON.</param>
public sealed record KeptRecord(long Seq, string Subject, RecordedAt RecordedAt, ReadOnlyMemory<byte> Body);
