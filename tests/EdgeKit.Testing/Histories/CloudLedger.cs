using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Histories;

/// <summary>What the cloud says.</summary>
/// <param name="Skus">Its stock ledger, with each kit's part.</param>
/// <param name="Acknowledged">The last record that it has of each log.</param>
/// <param name="Orders">All orders of kits.</param>
/// <param name="ShopOrders">All orders of the online shop; null where nobody can list them.</param>
public sealed record CloudLedger(
    IReadOnlyList<SkuLedger> Skus, IReadOnlyDictionary<Guid, long> Acknowledged, IReadOnlyList<CloudOrder> Orders, IReadOnlyList<ShopSale>? ShopOrders = null);
