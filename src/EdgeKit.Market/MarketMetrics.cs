using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using EdgeKit.Contracts.Market;
using EdgeKit.Market.Peers;

namespace EdgeKit.Market;

/// <summary>What the market measures.</summary>
internal sealed class MarketMetrics
{
    private readonly Counter<long> _moved;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unsealed;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public MarketMetrics(IMeterFactory meters, PeerTable peers)
    {
        var meter = meters.Create("edgekit.market");
        _moved = meter.CreateCounter<long>("edgekit.market.rights.moved", "{unit}", "Selling rights that came from other kits or went to them.");
        _refused = meter.CreateCounter<long>("edgekit.market.requests.refused", "{request}", "Requests on the market's port that were not answered with what they asked for.");
        _unsealed = meter.CreateCounter<long>("edgekit.market.beacons.refused", "{beacon}", "Beacons without the market's seal.");
        meter.CreateObservableGauge("edgekit.market.kits", () => peers.Kits.Count, "{kit}", "Other kits of the market that answer.");
    }

    public void Moved(TransferDirection direction, long quantity) =>
        _moved.Add(quantity, new KeyValuePair<string, object?>("direction", direction == TransferDirection.In ? "in" : "out"));

    public void Refused() => _refused.Add(1);

    public void Unsealed() => _unsealed.Add(1);
}
