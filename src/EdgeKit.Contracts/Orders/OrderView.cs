using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>An order as it stands.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Receipt">Its short number.</param>
/// <param name="Seq">The record that accepted it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lines">What was sold.</param>
/// <param name="Voided">What was taken back before it was given.</param>
/// <param name="Refunded">What was given back for money.</param>
/// <param name="Total">What it came to.</param>
/// <param name="Payment">How it is paid.</param>
/// <param name="RecordedAt">When it was accepted.</param>
/// <param name="Clock">How far to trust that time.</param>
/// <param name="Promise">What happens next.</param>
/// <param name="Customer">Whom it is for.</param>
/// <param name="Note">Free text.</param>
public sealed record OrderView(
    Guid OrderId,
    string Receipt,
    long Seq,
    OrderStatus Status,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<SkuQuantity> Voided,
    IReadOnlyList<SkuQuantity> Refunded,
    Money Total,
    Payment Payment,
    DateTimeOffset RecordedAt,
    ClockState Clock,
    Promise Promise,
    Customer? Customer = null,
    string? Note = null);
