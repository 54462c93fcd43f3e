using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Text.Json;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger;

/// <summary>What the ledger measures.</summary>
internal sealed class LedgerMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _held;
    private readonly Counter<long> _heldNot;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _commit;
    private readonly Histogram<long> _batch;
    private long _activeHolds;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("edgekit.ledger");
        _accepted = meter.CreateCounter<long>("edgekit.ledger.orders.accepted", "{order}", "Orders committed to the ledger.");
        _refused = meter.CreateCounter<long>("edgekit.ledger.orders.refused", "{order}", "Orders refused, by problem type.");
        _held = meter.CreateCounter<long>("edgekit.ledger.holds.accepted", "{hold}", "Holds placed or changed.");
        _heldNot = meter.CreateCounter<long>("edgekit.ledger.holds.refused", "{hold}", "Holds refused, by problem type.");
        _ended = meter.CreateCounter<long>("edgekit.ledger.holds.ended", "{hold}", "Holds that ended, by how.");
        meter.CreateObservableGauge("edgekit.ledger.holds.active", () => Interlocked.Read(ref _activeHolds), "{hold}", "Holds that reserve goods.");
        _commit = meter.CreateHistogram<double>("edgekit.ledger.commit.duration", "s", "From taking a batch to its flush.");
        _batch = meter.CreateHistogram<long>("edgekit.ledger.commit.size", "{command}", "Commands that shared a flush.");
    }

    public void Accepted() => _accepted.Add(1);

    public void Refused(string problemType) => _refused.Add(1, new KeyValuePair<string, object?>("reason", problemType));

    public void Held() => _held.Add(1);

    public void HoldRefused(string problemType) => _heldNot.Add(1, new KeyValuePair<string, object?>("reason", problemType));

    public void HoldEnded(HoldState state) => _ended.Add(1, new KeyValuePair<string, object?>("state", JsonNamingPolicy.CamelCase.ConvertName($"{state}")));

    public void HoldsAre(int active) => Interlocked.Exchange(ref _activeHolds, active);

    public void Committed(int commands, TimeSpan duration)
    {
        _commit.Record(duration.TotalSeconds);
        _batch.Record(commands);
    }
}
