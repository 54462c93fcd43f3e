using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Records;

/// <summary>Records for other modules, through the one writer.</summary>
internal sealed class RecordLog(LedgerWriter writer, LedgerReader reader, TimeProvider time) : IRecordLog
{
    /// <inheritdoc />
    public async Task<RecordOutcome> RecordAsync(RecordDraft draft)
    {
        // Who sends no key gets one that nobody repeats.
        var text = draft.Key ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (!IdempotencyKey.TryCreate(text, draft.Route, draft.Request.Span, out var key))
        {
            return new RecordOutcome(LedgerAnswers.KeyMissing());
        }

        var command = new AddRecord(key, draft);
        var result = await writer.SubmitAsync(command);
        return new RecordOutcome(LedgerAnswers.Of(result), result is CommandResult.Accepted ? command.Record : null);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken) =>
        await reader.ReadNewestAsync(type, cancellationToken);
}
