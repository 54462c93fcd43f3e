using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Uplink;

/// <summary>What the uplink measures.</summary>
internal sealed class UplinkMetrics
{
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _failures;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public UplinkMetrics(IMeterFactory meters, ILedgerFeed feed, LinkEstimate link)
    {
        var meter = meters.Create("edgekit.uplink");
        _acknowledged = meter.CreateCounter<long>("edgekit.uplink.records.acknowledged", "{record}", "Records that the cloud acknowledged.");
        _bytes = meter.CreateCounter<long>("edgekit.uplink.io", "By", "Compressed bytes of records sent.");
        _failures = meter.CreateCounter<long>("edgekit.uplink.failures", "{failure}", "Passes that did not reach the cloud or were refused.");
        meter.CreateObservableGauge("edgekit.uplink.queued", () => feed.Head.Current - feed.Acknowledged.Current, "{record}", "Records that the cloud does not have.");
        meter.CreateObservableGauge("edgekit.uplink.goodput", () => link.Goodput ?? 0, "By/s", "Compressed bytes of records a second over the last exchanges.");
    }

    public void Acknowledged(long records, int bytes)
    {
        _acknowledged.Add(records);
        _bytes.Add(bytes);
    }

    public void Failed() => _failures.Add(1);
}
