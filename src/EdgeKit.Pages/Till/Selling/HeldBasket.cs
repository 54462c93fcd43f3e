using EdgeKit.Contracts.Stock;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>A basket after the kit was asked to hold it.</summary>
/// <param name="Basket">What may lie in it.</param>
/// <param name="Hold">What reserves it; null for nothing.</param>
/// <param name="Refused">Of what was not all to be had, by SKU, why and what to do, in words.</param>
internal sealed record HeldBasket(Basket Basket, HoldView? Hold, IReadOnlyDictionary<string, string> Refused);
