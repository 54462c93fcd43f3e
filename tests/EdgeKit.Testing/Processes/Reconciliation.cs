using System.Globalization;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Processes;

/// <summary>
/// Compares what tablets were told with what the kit and the cloud have: each order that was acknowledged is there once, none
/// that was refused is, one without an answer at most once, nothing is there that nobody sent, and the log's chain holds.
/// Reads the kit's log on from where it last stopped, so that it can be asked after every round.
/// </summary>
/// <param name="kit">To ask the kit with.</param>
/// <param name="kitId">Its name in the cloud.</param>
/// <param name="cloud">Where its orders go; null for none.</param>
public sealed class Reconciliation(HttpClient kit, string kitId, CloudProcess? cloud)
{
    private readonly Dictionary<Guid, (long Seq, long Total)> _logged = [];
    private readonly Dictionary<string, List<Guid>> _byMark = new(StringComparer.Ordinal);
    private string _since = "";
    private long _lastSeq;
    private ulong _lastHash;
    private Guid _incarnation;

    /// <summary>Of a kit that runs here.</summary>
    public Reconciliation(KitProcess kit, CloudProcess? cloud)
        : this(kit.Http, kit.Setup.Id, cloud)
    {
    }

    /// <summary>Compares.</summary>
    /// <param name="tablets">Everyone who sold at the kit.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="everything">Also the kit's order list and the cloud, after it has drained; otherwise only the log.</param>
    public async Task<ReconciliationReport> CompareAsync(IEnumerable<Tablet> tablets, CancellationToken cancellationToken, bool everything = true)
    {
        var faults = new List<string>();
        await FollowLogAsync(faults, cancellationToken);
        Call[] calls = [.. tablets.SelectMany(static tablet => tablet.Calls)];
        CompareCalls(calls, faults);
        if (everything)
        {
            var listed = await KitReader.OrdersAsync(kit, cancellationToken);
            CompareList("the kit's list", listed.Select(static order => (order.OrderId, order.Seq, order.Total.Amount)), faults);
            if (cloud is not null)
            {
                var received = await KitReader.CloudOrdersAsync(cloud.Http, kitId, cancellationToken);
                CompareList("the cloud", received.Select(static order => (order.OrderId, order.Seq, order.Total)), faults);
            }
        }

        return new ReconciliationReport(
            calls.Count(static call => call.Outcome == CallOutcome.Acked),
            calls.Count(static call => call.Outcome == CallOutcome.Refused),
            calls.Count(static call => call.Outcome == CallOutcome.Unknown),
            _logged.Count,
            _lastSeq,
            faults);
    }

    private async Task FollowLogAsync(List<string> faults, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (records, source, next) = await KitReader.FeedAsync(kit, _since, cancellationToken);
            if (records.Count == 0)
            {
                return;
            }

            if (!CloudEventBatch.TryParseSource(source!, out _, out var incarnation) || (_lastSeq > 0 && incarnation != _incarnation))
            {
                faults.Add($"the log's source became {source}");
            }

            _incarnation = incarnation;
            foreach (var record in records)
            {
                Follow(record, faults);
            }

            _since = next;
        }
    }

    private void Follow(LogRecord record, List<string> faults)
    {
        var expected = _lastSeq == 0 ? HashChain.Genesis(_incarnation) : _lastHash;
        if (record.Seq != _lastSeq + 1 || record.PrevHash != expected)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"record {record.Seq} after {_lastSeq}: its prevhash is {record.PrevHash:x16}, the chain says {expected:x16}"));
        }

        _lastSeq = record.Seq;
        _lastHash = HashChain.Of(record);
        if (record.Type != RecordTypes.OrderAccepted)
        {
            return;
        }

        var body = KitReader.Accepted(record);
        if (body.OrderId != OrderIds.Of(_incarnation, record.Seq) || !_logged.TryAdd(body.OrderId, (record.Seq, body.Total.Amount)))
        {
            faults.Add($"record {record.Seq} has the id {body.OrderId}, which is not its own");
        }

        if (!_byMark.TryGetValue(body.Note ?? "", out var ids))
        {
            _byMark[body.Note ?? ""] = ids = [];
        }

        ids.Add(body.OrderId);
    }

    private void CompareCalls(IReadOnlyCollection<Call> calls, List<string> faults)
    {
        var sent = calls.Select(static call => call.Mark).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(_byMark.Keys.Where(mark => !sent.Contains(mark)).Select(static mark => $"nobody sent '{mark}', and the log has it"));
        foreach (var call in calls)
        {
            var ids = _byMark.GetValueOrDefault(call.Mark) ?? [];
            var problem = (call.Outcome, ids.Count) switch
            {
                (CallOutcome.Acked, 1) when ids[0] != call.Receipt!.OrderId || _logged[ids[0]] != (call.Receipt.Seq, call.Receipt.Total.Amount) =>
                    $"was acknowledged as {call.Receipt.OrderId}, record {call.Receipt.Seq}, and the log has {ids[0]}, record {_logged[ids[0]].Seq}",
                (CallOutcome.Acked, 1) or (CallOutcome.Refused, 0) or (CallOutcome.Unknown, 0 or 1) => null,
                (CallOutcome.Acked, var count) => $"was acknowledged, and the log has it {count} times",
                (CallOutcome.Refused, var count) => $"was refused with {call.Status} {call.Problem?.Type}, and the log has it {count} times",
                (CallOutcome.Unknown, var count) => $"had no answer, and the log has it {count} times",
                (var outcome, _) => $"has the outcome {outcome}",
            };
            if (problem is not null)
            {
                faults.Add($"'{call.Mark}' {problem}");
            }
        }
    }

    private void CompareList(string who, IEnumerable<(Guid OrderId, long Seq, long Total)> orders, List<string> faults)
    {
        var seen = new HashSet<Guid>();
        foreach (var (orderId, seq, total) in orders)
        {
            if (!seen.Add(orderId))
            {
                faults.Add($"{who} has {orderId} twice");
            }

            if (!_logged.TryGetValue(orderId, out var logged) || logged != (seq, total))
            {
                faults.Add($"{who} has {orderId} as record {seq} of {total}, the log has {(logged == default ? "nothing" : logged)}");
            }
        }

        faults.AddRange(_logged.Where(order => !seen.Contains(order.Key)).Select(order => $"{who} does not have {order.Key}, record {order.Value.Seq}"));
    }
}
