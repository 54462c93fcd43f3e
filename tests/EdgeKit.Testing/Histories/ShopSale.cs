using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>An order of the online shop, as the cloud keeps it.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Reference">The shop's own number for it.</param>
/// <param name="Lines">What was sold.</param>
public sealed record ShopSale(Guid OrderId, string Reference, IReadOnlyList<SkuQuantity> Lines);
