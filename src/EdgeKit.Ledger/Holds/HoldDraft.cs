using EdgeKit.Contracts.Log;

namespace EdgeKit.Ledger.Holds;

/// <summary>A hold that the rules allow, as far as can be said without the stock.</summary>
/// <param name="Cart">Whose it is.</param>
/// <param name="Lines">One entry a SKU.</param>
/// <param name="Ttl">How long it lasts, of the kit's running time.</param>
/// <param name="Device">Whose limits it counts against; null for nobody's.</param>
internal sealed record HoldDraft(string Cart, IReadOnlyList<SkuQuantity> Lines, TimeSpan Ttl, string? Device);
