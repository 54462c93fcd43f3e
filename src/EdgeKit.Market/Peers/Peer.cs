using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Peers;

/// <summary>Another kit of the market that has proved itself.</summary>
/// <param name="Address">Where it answered.</param>
/// <param name="Stock">What it said.</param>
/// <param name="Seen">When, on the monotonic clock.</param>
internal sealed record Peer(Uri Address, PeerStock Stock, long Seen)
{
    /// <summary>Its id.</summary>
    public string Kit => Stock.Kit;

    /// <summary>Its log.</summary>
    public Guid Incarnation => Stock.Incarnation;

    /// <summary>Units of <paramref name="sku"/> that it would give.</summary>
    public long SpareOf(string sku) => Stock.Spare.GetValueOrDefault(sku);
}
