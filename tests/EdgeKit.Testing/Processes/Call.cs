using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Testing.Processes;

/// <summary>An order that a tablet sent, and the last it heard of it.</summary>
/// <param name="Key">Its <c>Idempotency-Key</c>.</param>
/// <param name="Submission">What was ordered; its note is found nowhere else.</param>
/// <param name="Outcome">What the tablet knows.</param>
/// <param name="Took">From the last question to its answer.</param>
/// <param name="Status">The status of the answer, if one came.</param>
/// <param name="Answer">The bytes of the answer, if one came.</param>
/// <param name="Receipt">With <see cref="CallOutcome.Acked"/>.</param>
/// <param name="Problem">With <see cref="CallOutcome.Refused"/>.</param>
/// <param name="Replayed">Whether the kit said that it had answered this before.</param>
/// <param name="Error">With <see cref="CallOutcome.Unknown"/>.</param>
public sealed record Call(
    string Key,
    OrderSubmission Submission,
    CallOutcome Outcome,
    TimeSpan Took = default,
    int Status = 0,
    ReadOnlyMemory<byte> Answer = default,
    OrderReceipt? Receipt = null,
    Problem? Problem = null,
    bool Replayed = false,
    string? Error = null)
{
    /// <summary>What finds the order again.</summary>
    public string Mark => Submission.Note!;
}
