using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>A log that keeps what is recorded, as the kit's does: the newest of each type and subject.</summary>
internal sealed class FakeRecordLog : IRecordLog
{
    private readonly Lock _gate = new();

    public List<(string Type, KeptRecord Record)> Records { get; } = [];

    /// <summary>Whether the disk is full.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether commits take a while, as on a card.</summary>
    public bool IsSlow { get; set; }

    public async Task<RecordOutcome> RecordAsync(RecordDraft draft)
    {
        if (IsSlow)
        {
            await Task.Yield();
        }

        if (IsFull)
        {
            return new RecordOutcome(Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        }

        lock (_gate)
        {
            var now = new RecordedAt(Guid.Empty, 0, 0, ClockState.Floor);
            var written = Assert.IsType<RecordDecision.Write>(draft.Decide(Records.Count + 1, now));
            var record = new KeptRecord(Records.Count + 1, draft.Subject, now, written.Body);
            Records.Add((draft.Type, record));
            return new RecordOutcome(Results.Ok(), record);
        }
    }

    public ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<KeptRecord>>(
                [.. Records.Where(made => made.Type == type).GroupBy(static made => made.Record.Subject, StringComparer.Ordinal).Select(static same => same.Last().Record)]);
        }
    }
}
