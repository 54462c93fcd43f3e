using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>Asks to record the payment of an open order.</summary>
/// <param name="Payment">How it was paid; not <see cref="PaymentMethod.Later"/>.</param>
public sealed record PayRequest(Payment Payment);
