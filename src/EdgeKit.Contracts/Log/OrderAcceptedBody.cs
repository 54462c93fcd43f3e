namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.OrderAccepted"/>.</summary>
/// <param name="OrderId">Follows from incarnation and sequence.</param>
/// <param name="Receipt">What a person reads aloud, such as 17-0421.</param>
/// <param name="Status">Open or paid.</param>
/// <param name="Lines">One or more.</param>
/// <param name="Total">Of all lines.</param>
/// <param name="Payment">How it is paid.</param>
/// <param name="Customer">Whom it is for.</param>
/// <param name="Note">Free text.</param>
/// <param name="By">The device that took it; null for the kit's own machine and for a guest.</param>
public sealed record OrderAcceptedBody(
    Guid OrderId,
    string Receipt,
    OrderStatus Status,
    IReadOnlyList<OrderLine> Lines,
    Money Total,
    Payment Payment,
    Customer? Customer = null,
    string? Note = null,
    string? By = null);
