using EdgeKit.Cloud.Ingest;

namespace EdgeKit.Cloud.Transfers;

/// <summary>Lays the transfers of a batch beside what other logs said of them.</summary>
internal sealed class TransferMatch
{
    private readonly Dictionary<Guid, KnownTransfer> _known;

    /// <summary>Works it out.</summary>
    /// <param name="log">The batch's log.</param>
    /// <param name="kit">Whose it is.</param>
    /// <param name="incarnation">As records name it.</param>
    /// <param name="records">The new ones with what they mean.</param>
    /// <param name="known">What other logs, and older records of this one, said.</param>
    public TransferMatch(
        long log, string kit, Guid incarnation, IEnumerable<(long Seq, RecordMeaning Meaning)> records, Dictionary<Guid, KnownTransfer> known)
    {
        _known = known;
        foreach (var (seq, meaning) in records)
        {
            switch (meaning)
            {
                case RecordMeaning.SentOn(var body):
                    Leave(body.TransferId, new Departure(log, kit, incarnation, seq, body.Sku, body.Quantity, body.Kit, body.Incarnation));
                    break;
                case RecordMeaning.TakenIn(var body):
                    Arrive(body.TransferId, new Arrival(log, kit, incarnation, seq, body.Sku, body.Quantity, body.Kit, body.Incarnation, Counts: false));
                    break;
                default:
                    break;
            }
        }

        foreach (var (id, transfer) in known)
        {
            Judge(id, transfer);
        }
    }

    /// <summary>Records of the batch that have no effect, and why.</summary>
    public Dictionary<long, string> Refused { get; } = [];

    /// <summary>What the batch has to say of departures.</summary>
    public IEnumerable<(Guid TransferId, Departure Departure)> Departures =>
        _known.Where(static entry => entry.Value.JustLeft).Select(static entry => (entry.Key, entry.Value.Departure!));

    /// <summary>What the batch has to say of arrivals, each with whether it counts.</summary>
    public List<(Guid TransferId, Arrival Arrival)> Arrivals { get; } = [];

    /// <summary>Older records that count no more, or from now on.</summary>
    public List<Revision> Revisions { get; } = [];

    /// <summary>The transfers that records speak of, in the one order in which everybody locks them.</summary>
    public static IReadOnlyList<Guid> Named(IEnumerable<RecordMeaning> meanings) =>
        [
            .. meanings.Select(static meaning => meaning switch
            {
                RecordMeaning.SentOn(var body) => body.TransferId,
                RecordMeaning.TakenIn(var body) => body.TransferId,
                _ => (Guid?)null,
            }).OfType<Guid>().Distinct().Order(),
        ];

    private void Leave(Guid id, Departure departure)
    {
        var transfer = _known[id];
        if (transfer.Departure is { } before)
        {
            Refused[departure.Seq] = before.Log == departure.Log ? "the transfer was given before" : "another log gave this transfer";
            return;
        }

        (transfer.Departure, transfer.JustLeft) = (departure, true);
    }

    private void Arrive(Guid id, Arrival arrival)
    {
        var transfer = _known[id];
        if (transfer.Arrivals.Exists(other => other.Log == arrival.Log))
        {
            Refused[arrival.Seq] = "the transfer was taken in before";
            return;
        }

        transfer.Arrivals.Add(arrival);
    }

    private void Judge(Guid id, KnownTransfer transfer)
    {
        var against = TransferRules.Judge(transfer.Departure, transfer.Arrivals);
        for (var index = 0; index < against.Count; index++)
        {
            var arrival = transfer.Arrivals[index];
            if (index >= transfer.OlderArrivals)
            {
                Arrivals.Add((id, arrival with { Counts = against[index] is null }));
                if (against[index] is { } why)
                {
                    Refused[arrival.Seq] = why;
                }
            }
            else if (arrival.Counts != against[index] is null)
            {
                Revisions.Add(new Revision(id, arrival, against[index]));
            }
        }
    }
}
