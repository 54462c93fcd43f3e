using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Power.Tests.Checks;

/// <summary>Records as the ledger does, as long as the test runs.</summary>
internal sealed class MemoryRecordLog : IRecordLog
{
    private readonly Dictionary<string, byte[]> _answers = new(StringComparer.Ordinal);

    /// <summary>The clock of whoever records.</summary>
    public required KitClock Clock { get; set; }

    /// <summary>All of them, in order.</summary>
    public List<(string Type, KeptRecord Record)> Records { get; } = [];

    /// <summary>Whether the disk fails.</summary>
    public bool Fails { get; set; }

    public Task<RecordOutcome> RecordAsync(RecordDraft draft)
    {
        if (draft.Key is { } key && _answers.TryGetValue($"{draft.Route} {key}", out var before))
        {
            return Task.FromResult(new RecordOutcome(Results.Bytes(before, "application/json")));
        }

        if (Fails)
        {
            return Task.FromResult(new RecordOutcome(Problems.Of(ProblemTypes.StorageFull, "Full", StatusCodes.Status503ServiceUnavailable, "The disk is full.")));
        }

        var (seq, now) = (Records.Count + 1, Clock.Now);
        var decision = draft.Decide(seq, now);
        if (decision is RecordDecision.Refuse(var problem))
        {
            return Task.FromResult(new RecordOutcome(problem));
        }

        var (body, answer) = (RecordDecision.Write)decision;
        var record = new KeptRecord(seq, draft.Subject, now, body);
        Records.Add((draft.Type, record));
        _answers[$"{draft.Route} {draft.Key}"] = answer.ToArray();
        return Task.FromResult(new RecordOutcome(Results.Bytes(answer, "application/json"), record));
    }

    public ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<KeptRecord>>(
            [.. Records.Where(kept => kept.Type == type).GroupBy(static kept => kept.Record.Subject, StringComparer.Ordinal).Select(static kept => kept.Last().Record)]);
}
