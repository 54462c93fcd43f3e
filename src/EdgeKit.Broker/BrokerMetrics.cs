using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace EdgeKit.Broker;

/// <summary>What the broker measures.</summary>
internal sealed class BrokerMetrics
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _told;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _slowed;
    private readonly Counter<long> _broken;
    private long _messages;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public BrokerMetrics(IMeterFactory meters, Front.ConnectionLimit limit)
    {
        var meter = meters.Create("edgekit.broker");
        _received = meter.CreateCounter<long>("edgekit.broker.messages.received", "{message}", "Messages of devices that were passed on.");
        _told = meter.CreateCounter<long>("edgekit.broker.messages.told", "{message}", "Messages of the kit itself.");
        _refused = meter.CreateCounter<long>("edgekit.broker.connections.refused", "{connection}", "Connections that were not let in, or closed for what they sent.");
        _denied = meter.CreateCounter<long>("edgekit.broker.requests.denied", "{request}", "Messages and subscriptions that their client may not have.");
        _dropped = meter.CreateCounter<long>("edgekit.broker.messages.dropped", "{message}", "Messages that waited for a client too long.");
        _slowed = meter.CreateCounter<long>("edgekit.broker.connections.slowed", "{pause}", "Pauses of connections that sent more than they may.");
        _broken = meter.CreateCounter<long>("edgekit.broker.connections.broken", "{connection}", "Connections that broke off.");
        meter.CreateObservableGauge("edgekit.broker.connections", () => limit.Open, "{connection}", "Connections now.");
    }

    /// <summary>Messages so far, of devices and of the kit.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Why a connection was last refused; null for never.</summary>
    public string? LastRefusal { get; private set; }

    public void Received()
    {
        Interlocked.Increment(ref _messages);
        _received.Add(1);
    }

    public void Told()
    {
        Interlocked.Increment(ref _messages);
        _told.Add(1);
    }

    public void Refused(string reason)
    {
        LastRefusal = reason;
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Denied(string what) => _denied.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Dropped() => _dropped.Add(1);

    public void Slowed() => _slowed.Add(1);

    public void Broken() => _broken.Add(1);
}
