namespace EdgeKit.Testing.Histories;

/// <summary>
/// What holds promised. A log does not tell of holds, so it is their own answers that count: between the answer that says how long a hold lasts and the
/// soonest that it may end, nobody else gets its units, and its own order is not refused.
/// </summary>
internal static class HoldCheck
{
    public static void Run(IReadOnlyList<HistoryRequest> requests, IReadOnlyList<LogReplay> logs, Violations found)
    {
        HoldSpan[] spans = [.. requests.Where(static request => request.First.Operation is HistoryOperation.Hold or HistoryOperation.ReplaceHold).Select(request => SpanOf(request, requests)).OfType<HoldSpan>()];
        if (spans.Length == 0)
        {
            return;
        }

        var missing = logs.SelectMany(static log => log.Counters.Where(static sku => sku.Value.Short > 0).Select(sku => (log.Log.Incarnation, sku.Key))).ToHashSet();
        var missingAt = logs.SelectMany(static log => log.Counters.Where(static sku => sku.Value.Short > 0).Select(sku => (log.Log.Kit, sku.Key))).ToHashSet();
        var entries = logs.SelectMany(static log => log.Entries).Where(static entry => entry.Operation == HistoryOperation.Order).ToLookup(static entry => (entry.Log.Kit, entry.Mark));
        foreach (var order in requests.Where(static request => request.First.Operation == HistoryOperation.Order))
        {
            if (order.Outcome == HistoryOutcome.Ok && entries[(order.First.Where, order.First.Mark)].FirstOrDefault() is { } entry)
            {
                Kept(order, entry, spans, missing, found);
            }
            else if (order.First.Subject is { } hold)
            {
                NotEarly(order, hold, spans, missingAt, found);
            }
        }
    }

    private static HoldSpan? SpanOf(HistoryRequest request, IReadOnlyList<HistoryRequest> requests)
    {
        if (request.Done is not { Ended: { } from, Answer: { Id: { } id } answer } done)
        {
            return null;
        }

        // It counted from some moment after the question, and every question that may end it may have been heard at once. Taking it into payment
        // asks for nothing that it did not have, so an order that was refused ended nothing; what becomes of one without an answer nobody knows.
        var expires = answer.RemainingSeconds is { } remaining ? done.Begun + remaining : double.PositiveInfinity;
        var ended = requests
            .SelectMany(static other => other.Calls)
            .Where(call => call.Begun >= done.Begun && call != done && call.Where == done.Where && MayEnd(call, id, done.Mark))
            .Select(static call => call.Begun)
            .DefaultIfEmpty(double.PositiveInfinity)
            .Min();
        return new HoldSpan(id, done.Where, done.Mark, done.Lines, from, Math.Min(expires, ended));
    }

    private static bool MayEnd(HistoryCall call, Guid hold, string cart) => call.Operation switch
    {
        HistoryOperation.Order => call.Subject == hold && call.Outcome != HistoryOutcome.Fail,
        HistoryOperation.ReplaceHold or HistoryOperation.ReleaseHold => call.Subject == hold,
        HistoryOperation.Hold => call.Mark == cart,
        HistoryOperation.Pay or HistoryOperation.Void or HistoryOperation.Refund or HistoryOperation.Receive or HistoryOperation.Count => false,
        HistoryOperation.ShopOrder or HistoryOperation.PoolReceive => false,
    };

    private static void Kept(HistoryRequest order, LogEntry entry, IReadOnlyList<HoldSpan> spans, HashSet<(Guid Incarnation, string Sku)> missing, Violations found)
    {
        // Only the call that was told is sure to have been the one that did it, when it was the only one.
        if (order.Calls is not [{ Ended: { } ended } call])
        {
            return;
        }

        HoldSpan[] active = [.. spans.Where(span => span.Kit == call.Where && span.Hold != call.Subject && span.Covers(call.Begun, ended))];
        foreach (var (sku, left) in entry.Left)
        {
            // Goods that a count found missing were held by somebody: then holds are used up all the same, and the deficit is there to see.
            var held = active.Sum(span => span.Of(sku));
            var isDeficit = call.Subject is not null && missing.Contains((entry.Log.Incarnation, sku));
            if (held > Math.Max(left, 0) && !isDeficit)
            {
                found.Add(HistoryRule.HoldKept, $"{order} left {left} of {sku}, of which {held} were held by {string.Join(", ", active.Where(span => span.Of(sku) > 0).Select(static span => span.Cart))}");
            }
        }
    }

    private static void NotEarly(HistoryRequest order, Guid hold, IReadOnlyList<HoldSpan> spans, HashSet<(string Kit, string Sku)> missing, Violations found)
    {
        foreach (var call in order.Calls.Where(static call => call is { Outcome: HistoryOutcome.Fail, Ended: not null, Answer.Status: 404 or 409 or 410 }))
        {
            if (spans.FirstOrDefault(span => span.Hold == hold && span.Kit == call.Where && span.Covers(call.Begun, call.Ended!.Value) && Within(call, span)) is { } span
                && !call.Lines.Any(line => missing.Contains((call.Where, line.Sku))))
            {
                found.Add(
                    HistoryRule.HoldNotEarly,
                    $"{order} was refused ({call.Answer!.Status} {call.Answer.Problem}) at {call.Begun:0.000} s, and its hold of {span.Cart} lasts until {span.Until:0.000} s at least");
            }
        }
    }

    private static bool Within(HistoryCall order, HoldSpan span) => order.Lines.All(line => line.Quantity <= span.Of(line.Sku));
}
