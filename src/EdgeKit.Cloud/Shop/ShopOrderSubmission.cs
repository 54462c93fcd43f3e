using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Shop;

/// <summary>What the online shop sends to sell from the pool.</summary>
/// <param name="Lines">One to a hundred; several of one SKU count together.</param>
/// <param name="Reference">The shop's own number for it.</param>
internal sealed record ShopOrderSubmission(IReadOnlyList<SkuQuantity> Lines, string? Reference = null);
