namespace EdgeKit.Contracts.Log;

/// <summary>One entry of a kit's log.</summary>
/// <param name="Seq">Dense and increasing from 1 within an incarnation.</param>
/// <param name="Type">One of <see cref="RecordTypes"/>, or one a newer kit knows.</param>
/// <param name="RecordedAt">When, by which clock.</param>
/// <param name="Hlc">Hybrid logical clock: 48 bits of milliseconds of trusted time, 16 bits of counter.</param>
/// <param name="PrevHash">The <see cref="HashChain"/> value of the record before; of the incarnation for the first.</param>
/// <param name="Body">The record's own members as UTF-8 JSON, kept byte for byte, since the chain covers them.</param>
public sealed record LogRecord(long Seq, string Type, RecordedAt RecordedAt, long Hlc, ulong PrevHash, ReadOnlyMemory<byte> Body);
