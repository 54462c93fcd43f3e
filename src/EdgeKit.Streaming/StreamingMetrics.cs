using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace EdgeKit.Streaming;

/// <summary>What streaming measures. Figures by stream are read from its tally when somebody looks.</summary>
internal sealed class StreamingMetrics
{
    private readonly Histogram<double> _firstByte;
    private readonly Histogram<double> _filled;
    private readonly Counter<long> _evictions;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public StreamingMetrics(IMeterFactory meters)
    {
        Meter = meters.Create("edgekit.streaming");
        _firstByte = Meter.CreateHistogram<double>("edgekit.streaming.fill.head", "s", "From the first request for an object to the head of the origin's answer.");
        _filled = Meter.CreateHistogram<double>("edgekit.streaming.fill.duration", "s", "From the first request for an object to its last byte.");
        _evictions = Meter.CreateCounter<long>("edgekit.streaming.evictions", "{eviction}", "Times that objects were dropped for want of memory.");
    }

    /// <summary>For gauges and counters that others observe.</summary>
    public Meter Meter { get; }

    public void HeadCame(TimeSpan took) => _firstByte.Record(took.TotalSeconds);

    public void Filled(TimeSpan took) => _filled.Record(took.TotalSeconds);

    public void Evicted() => _evictions.Add(1);
}
