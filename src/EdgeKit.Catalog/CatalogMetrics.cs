using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace EdgeKit.Catalog;

/// <summary>What the catalogue measures.</summary>
internal sealed class CatalogMetrics
{
    private readonly Counter<long> _requests;
    private readonly TimeProvider _time;
    private long _items;
    private long _changed;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public CatalogMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _changed = time.GetTimestamp();
        var meter = meters.Create("edgekit.catalog");
        _requests = meter.CreateCounter<long>("edgekit.catalog.requests", "{request}", "Requests for the catalogue, by result.");
        meter.CreateObservableGauge("edgekit.catalog.items", () => Interlocked.Read(ref _items), "{item}", "Items on sale.");
        meter.CreateObservableGauge(
            "edgekit.catalog.age", () => _time.GetElapsedTime(Interlocked.Read(ref _changed)).TotalSeconds, "s", "Since the catalogue was read or changed last.");
    }

    public void Changed(int items)
    {
        Interlocked.Exchange(ref _items, items);
        Interlocked.Exchange(ref _changed, _time.GetTimestamp());
    }

    public void Requested(string result) => _requests.Add(1, new KeyValuePair<string, object?>("result", result));
}
