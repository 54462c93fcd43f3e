using EdgeKit.Contracts.Log;

namespace EdgeKit.Demo.Comparing;

/// <summary>What the kit and the cloud say of the same orders.</summary>
/// <param name="KitOrders">How many the kit has.</param>
/// <param name="CloudOrders">How many the cloud has.</param>
/// <param name="Receipts">How many the tablets hold a receipt of.</param>
/// <param name="ByStatus">How many of each status, and what they come to: at the kit, at the cloud.</param>
/// <param name="Differences">What they do not agree on; empty when all is well.</param>
internal sealed record Comparison(
    int KitOrders,
    int CloudOrders,
    int Receipts,
    IReadOnlyDictionary<OrderStatus, (StatusSum Kit, StatusSum Cloud)> ByStatus,
    IReadOnlyList<Difference> Differences);
