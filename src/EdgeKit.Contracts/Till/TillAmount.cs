using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Till;

/// <summary>What was taken or given back in one way.</summary>
/// <param name="Method">In which way.</param>
/// <param name="Count">How often.</param>
/// <param name="Amount">How much in all.</param>
public sealed record TillAmount(PaymentMethod Method, int Count, Money Amount);
