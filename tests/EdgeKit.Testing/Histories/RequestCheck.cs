using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>Each request at a kit beside the records that it left.</summary>
internal static class RequestCheck
{
    /// <summary>The reason that the catalogue's import gives for goods that nobody else recorded.</summary>
    private const string OpeningCount = "opening count";

    public static void Run(IReadOnlyList<HistoryRequest> requests, IReadOnlyList<LogReplay> logs, Violations found)
    {
        var entries = logs.SelectMany(static log => log.Entries).ToLookup(static entry => (entry.Log.Kit, entry.Operation, entry.Mark));
        HistoryRequest[] recorded = [.. requests.Where(static request => LeavesRecord(request.First.Operation))];
        foreach (var request in recorded)
        {
            Count(request, [.. entries[KeyOf(request)]], logs, found);
            if (request.Calls.Where(static call => call.Outcome == HistoryOutcome.Ok).Select(static call => (call.Answer?.Id, call.Answer?.Seq)).Distinct().Count() > 1)
            {
                found.Add(HistoryRule.OneAnswer, $"{request} was answered in different ways");
            }
        }

        var asked = recorded.Select(KeyOf).ToHashSet();
        foreach (var entry in entries.Where(group => !asked.Contains(group.Key)).SelectMany(static group => group))
        {
            if (entry.Operation != HistoryOperation.Receive || entry.Mark != OpeningCount)
            {
                found.Add(HistoryRule.NothingInvented, $"nobody asked for {entry}");
            }
        }

        foreach (var kit in recorded.Where(static request => request.Done?.Answer?.Seq is not null).GroupBy(static request => request.First.Where, StringComparer.Ordinal))
        {
            CheckTime([.. kit], entries, found);
        }
    }

    private static bool LeavesRecord(HistoryOperation operation) => operation switch
    {
        HistoryOperation.Order or HistoryOperation.Pay or HistoryOperation.Void or HistoryOperation.Refund or HistoryOperation.Receive or HistoryOperation.Count => true,
        HistoryOperation.Hold or HistoryOperation.ReplaceHold or HistoryOperation.ReleaseHold or HistoryOperation.ShopOrder or HistoryOperation.PoolReceive => false,
    };

    private static (string Kit, HistoryOperation Operation, string Mark) KeyOf(HistoryRequest request) => (request.First.Where, request.First.Operation, request.First.Mark);

    private static void Count(HistoryRequest request, IReadOnlyList<LogEntry> left, IReadOnlyList<LogReplay> logs, Violations found)
    {
        switch (request.Outcome)
        {
            case HistoryOutcome.Ok or HistoryOutcome.Unknown when left.Count == 1:
                Compare(request, left[0], found);
                break;
            case HistoryOutcome.Ok when left.Count > 1 || !IsLost(request, logs):
                found.Add(HistoryRule.OkOnce, $"{request} was done and is in the log {left.Count} times");
                break;
            case HistoryOutcome.Fail when left.Count > 0:
                found.Add(HistoryRule.FailNever, $"{request} was refused and is {left[0]}");
                break;
            case HistoryOutcome.Unknown when left.Count > 1:
                found.Add(HistoryRule.UnknownAtMostOnce, $"{request} got no answer and is in the log {left.Count} times");
                break;
            default:
                break;
        }
    }

    private static bool IsLost(HistoryRequest request, IReadOnlyList<LogReplay> logs) =>
        logs.Any(log => log.Log.IsLost && log.Log.Kit == request.First.Where && !(request.Done?.Answer?.Seq <= log.Head));

    private static void Compare(HistoryRequest request, LogEntry entry, Violations found)
    {
        var answer = request.Done?.Answer;
        if ((answer?.Seq is { } seq && seq != entry.Seq) || (answer?.Id is { } id && id != entry.OrderId))
        {
            found.Add(HistoryRule.AnswerTrue, $"{request} was answered with record {answer.Seq}, order {answer.Id}, and is {entry}, order {entry.OrderId}");
        }

        if (request.First.Lines.Count > 0 && !Same(request.First.Lines, entry.Lines))
        {
            found.Add(HistoryRule.AnswerTrue, $"{request} asked for {Text(request.First.Lines)} and {entry} has {Text(entry.Lines)}");
        }
    }

    private static bool Same(IReadOnlyList<SkuQuantity> one, IReadOnlyList<SkuQuantity> other) =>
        one.OrderBy(static line => line.Sku, StringComparer.Ordinal).SequenceEqual(other.OrderBy(static line => line.Sku, StringComparer.Ordinal));

    private static string Text(IEnumerable<SkuQuantity> lines) => string.Join(", ", lines.Select(static line => FormattableString.Invariant($"{line.Quantity} {line.Sku}")));

    /// <summary>Of two requests at one log, the one that was answered before the other was asked stands first.</summary>
    private static void CheckTime(IReadOnlyList<HistoryRequest> requests, ILookup<(string Kit, HistoryOperation Operation, string Mark), LogEntry> entries, Violations found)
    {
        foreach (var log in requests
            .Select(request => (Request: request, Entry: entries[KeyOf(request)].FirstOrDefault()))
            .Where(static pair => pair.Entry is not null && pair.Request.Done!.Ended is not null)
            .GroupBy(static pair => pair.Entry!.Log.Incarnation))
        {
            // From the end of the log to its beginning: nothing may have begun after something behind it had ended.
            var (firstEnd, behind) = (double.PositiveInfinity, (HistoryRequest?)null);
            foreach (var (request, entry) in log.OrderByDescending(static pair => pair.Entry!.Seq))
            {
                if (request.First.Begun > firstEnd)
                {
                    found.Add(HistoryRule.OrderOfTime, $"{request} is {entry}, before {behind}, which was answered before it was asked for");
                }

                // A repetition's answer says when it was known at the latest; the first answer came soonest.
                var ended = request.Calls.Where(static call => call.Outcome == HistoryOutcome.Ok).Min(static call => call.Ended) ?? double.PositiveInfinity;
                if (ended < firstEnd)
                {
                    (firstEnd, behind) = (ended, request);
                }
            }
        }
    }
}
