using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Broker.Orders;

/// <summary>What a device hears of an order that it sent: the receipt, or why there is none.</summary>
/// <param name="IdempotencyKey">The order's key, to know the answer by; null if it came without.</param>
/// <param name="Receipt">The order is on the disk.</param>
/// <param name="Problem">It is not.</param>
internal sealed record OrderAnswer(string? IdempotencyKey = null, OrderReceipt? Receipt = null, Problem? Problem = null);
