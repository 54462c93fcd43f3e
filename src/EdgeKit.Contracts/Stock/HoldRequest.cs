using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Stock;

/// <summary>Asks to reserve goods for a cart.</summary>
/// <param name="Cart">Names the cart; 1 to 100 visible ASCII characters, for a guest hard to guess. A cart has one hold at a time.</param>
/// <param name="Lines">One to a hundred; several of one SKU count together.</param>
/// <param name="TtlSeconds">How long; null for the kit's own figure.</param>
public sealed record HoldRequest(string Cart, IReadOnlyList<SkuQuantity> Lines, int? TtlSeconds = null);
