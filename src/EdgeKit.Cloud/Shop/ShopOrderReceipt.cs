using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Shop;

/// <summary>The answer to an order of the shop.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Lines">What was sold, by SKU.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="Reference">The shop's own number for it.</param>
internal sealed record ShopOrderReceipt(Guid OrderId, IReadOnlyList<SkuQuantity> Lines, DateTimeOffset AcceptedAt, string? Reference = null);
