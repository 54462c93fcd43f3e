using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Stock;

/// <summary>A hold.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cart">Whose it is; empty once it has ended.</param>
/// <param name="Lines">What is reserved, one entry a SKU.</param>
/// <param name="State">What became of it.</param>
/// <param name="RemainingSeconds">Running time of the kit until it expires; null for one that does not expire or has ended.</param>
public sealed record HoldView(Guid Id, string Cart, IReadOnlyList<SkuQuantity> Lines, HoldState State, double? RemainingSeconds = null);
