using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace EdgeKit.Ledger;

/// <summary>What the ledger measures.</summary>
internal sealed class LedgerMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _commit;
    private readonly Histogram<long> _batch;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("edgekit.ledger");
        _accepted = meter.CreateCounter<long>("edgekit.ledger.orders.accepted", "{order}", "Orders committed to the ledger.");
        _refused = meter.CreateCounter<long>("edgekit.ledger.orders.refused", "{order}", "Orders refused, by problem type.");
        _commit = meter.CreateHistogram<double>("edgekit.ledger.commit.duration", "s", "From taking a batch to its flush.");
        _batch = meter.CreateHistogram<long>("edgekit.ledger.commit.size", "{command}", "Commands that shared a flush.");
    }

    public void Accepted() => _accepted.Add(1);

    public void Refused(string problemType) => _refused.Add(1, new KeyValuePair<string, object?>("reason", problemType));

    public void Committed(int commands, TimeSpan duration)
    {
        _commit.Record(duration.TotalSeconds);
        _batch.Record(commands);
    }
}
