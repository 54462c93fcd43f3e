using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Ledger.Orders;

/// <summary>What pages hear of an order: that it was accepted, or what became of it.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Receipt">Its short number.</param>
/// <param name="Seq">The record.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Total">What it came to, or what was paid or given back.</param>
/// <param name="Change">The record's type.</param>
/// <param name="Promise">What happens next.</param>
internal sealed record OrderNews(Guid OrderId, string Receipt, long Seq, OrderStatus Status, Money Total, string Change, Promise Promise);
