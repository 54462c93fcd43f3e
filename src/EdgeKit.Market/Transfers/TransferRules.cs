using EdgeKit.Contracts.Stock;
using EdgeKit.Market.Peers;

namespace EdgeKit.Market.Transfers;

/// <summary>Decides what is asked of whom, and what counts as an answer.</summary>
internal static class TransferRules
{
    /// <summary>The most units of one transfer.</summary>
    public const int MostUnits = 1_000_000;

    /// <summary>Transfers of one SKU that wait for a final answer, at most: beyond that it is not asked for.</summary>
    public const int MostPending = 3;

    /// <summary>What is offered to others of what could be spared: all but the share that is kept, and the last one too.</summary>
    public static long Offer(long spare, double keep) => Math.Max(0, spare - (long)Math.Floor(spare * keep));

    /// <summary>How many to ask for: what is missing and half as many again, so that the next shopper need not wait, as far as they are offered.</summary>
    public static long Quantity(long missing, long offered) => Math.Min(Math.Min(missing + ((missing + 1) / 2), offered), MostUnits);

    /// <summary>Whom to ask for <paramref name="sku"/>: who offers most comes first.</summary>
    public static IReadOnlyList<Peer> Donors(IEnumerable<Peer> kits, string sku) =>
    [
        .. kits.Where(peer => peer.SpareOf(sku) > 0).OrderByDescending(peer => peer.SpareOf(sku)).ThenBy(static peer => peer.Kit, StringComparer.Ordinal),
    ];

    /// <summary>Whether a request that another kit sent can be one.</summary>
    public static bool IsRight(TransferRequest request) =>
        request.TransferId != Guid.Empty
        && PeerRules.IsSku(request.Sku)
        && request.Quantity is > 0 and <= MostUnits
        && PeerRules.IsKit(request.FromKit)
        && PeerRules.IsKit(request.ToKit)
        && request.FromIncarnation != request.ToIncarnation;

    /// <summary>Whether a transfer is what was asked for, and no more of it.</summary>
    public static bool IsAnswer(TransferRequest request, Transfer transfer) =>
        transfer.Request == request && transfer.Quantity > 0 && transfer.Quantity <= request.Quantity && transfer.Seq > 0;
}
