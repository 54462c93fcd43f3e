using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>The answer to an accepted order.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Receipt">Its short number.</param>
/// <param name="Seq">The record that accepts it.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Status">Open or paid.</param>
/// <param name="Promise">What happens next.</param>
public sealed record OrderReceipt(Guid OrderId, string Receipt, long Seq, Money Total, OrderStatus Status, Promise Promise);
