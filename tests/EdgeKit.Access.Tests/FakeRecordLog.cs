using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Tests;

/// <summary>A log that keeps what is recorded, or refuses it.</summary>
internal sealed class FakeRecordLog : IRecordLog
{
    public List<KeptRecord> Records { get; } = [];

    public List<string> Types { get; } = [];

    public bool IsFull { get; set; }

    public Task<RecordOutcome> RecordAsync(RecordDraft draft)
    {
        if (IsFull)
        {
            return Task.FromResult(new RecordOutcome(Results.StatusCode(503)));
        }

        var now = new RecordedAt(Guid.Empty, 0, 0, ClockState.Floor);
        var written = Assert.IsType<RecordDecision.Write>(draft.Decide(Records.Count + 1, now));
        var record = new KeptRecord(Records.Count + 1, draft.Subject, now, written.Body);
        Records.Add(record);
        Types.Add(draft.Type);
        return Task.FromResult(new RecordOutcome(Results.Ok(), record));
    }

    public ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<KeptRecord>>(Records);
}
