using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>The answer to a payment, a void or a refund.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Receipt">Its short number.</param>
/// <param name="Seq">The record of this change.</param>
/// <param name="Status">Where the order stands now.</param>
/// <param name="Amount">What was paid, or is to be given back.</param>
/// <param name="Promise">What happens next.</param>
public sealed record OrderChange(Guid OrderId, string Receipt, long Seq, OrderStatus Status, Money Amount, Promise Promise);
