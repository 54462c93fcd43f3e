namespace EdgeKit.Contracts.Log;

/// <summary>How an order is paid.</summary>
/// <param name="Method">In cash, by a terminal, by a link, or later.</param>
/// <param name="Reference">What the terminal or the payment service printed; never a card number.</param>
public sealed record Payment(PaymentMethod Method, string? Reference = null);
