namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.OrderPaid"/>.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="Payment">How.</param>
/// <param name="By">The device that took the money; null for the kit's own machine.</param>
public sealed record OrderPaidBody(Guid OrderId, Money Amount, Payment Payment, string? By = null);
