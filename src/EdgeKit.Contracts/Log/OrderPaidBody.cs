namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.OrderPaid"/>.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="Payment">How.</param>
public sealed record OrderPaidBody(Guid OrderId, Money Amount, Payment Payment);
