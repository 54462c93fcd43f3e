using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Till;

/// <summary>What may lie in a till's basket.</summary>
/// <param name="Lines">What was asked for as far as it is on sale and nobody else has it.</param>
/// <param name="Refused">Of what was not all to be had, by SKU, why and what to do, in words.</param>
/// <param name="HoldId">The hold that reserves it, which the order names; null while the kit reserves nothing, and sells what is there all the same.</param>
/// <param name="RemainingSeconds">How long it is held if nobody touches it.</param>
public sealed record TillBasketHeld(IReadOnlyList<SkuQuantity> Lines, IReadOnlyDictionary<string, string> Refused, Guid? HoldId = null, double? RemainingSeconds = null);
