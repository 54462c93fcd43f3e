using EdgeKit.Contracts.Log;

namespace EdgeKit.Kernel.Ledger;

/// <summary>A request to record something.</summary>
/// <param name="Type">One of the log's record types.</param>
/// <param name="Subject">What it is about, such as a check's id; the newest record of each is kept for good.</param>
/// <param name="Route">What is asked: a key belongs to one route and body.</param>
/// <param name="Key">The <c>Idempotency-Key</c> as it came; null for none, and then a repetition is a request of its own.</param>
/// <param name="Request">The request's bytes.</param>
/// <param name="Decide">Run by the one writer if the key is new, with the sequence and the instant that the record has. It must not wait.</param>
public sealed record RecordDraft(
    string Type, string Subject, string Route, string? Key, ReadOnlyMemory<byte> Request, Func<long, RecordedAt, RecordDecision> Decide);
