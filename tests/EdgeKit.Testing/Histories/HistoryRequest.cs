namespace EdgeKit.Testing.Histories;

/// <summary>Every call with one key at one place: one effect at most.</summary>
internal sealed class HistoryRequest
{
    public HistoryRequest(IEnumerable<HistoryCall> calls)
    {
        Calls = [.. calls.OrderBy(static call => call.Begun)];
        Done = Calls.FirstOrDefault(static call => call.Outcome == HistoryOutcome.Ok);
        Outcome = Done is not null ? HistoryOutcome.Ok
            : Calls.Any(static call => call.Outcome == HistoryOutcome.Unknown) ? HistoryOutcome.Unknown
            : HistoryOutcome.Fail;
    }

    public IReadOnlyList<HistoryCall> Calls { get; }

    public HistoryCall First => Calls[0];

    /// <summary>The first call that was told that it is done.</summary>
    public HistoryCall? Done { get; }

    /// <summary>What is known of them together: a refusal says nothing of an earlier call that got no answer.</summary>
    public HistoryOutcome Outcome { get; }

    public override string ToString() => FormattableString.Invariant($"{First.Who}'s {First.Operation} '{First.Mark}' at {First.Where}");
}
