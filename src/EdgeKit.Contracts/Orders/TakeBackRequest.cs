using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>Asks to void or refund an order.</summary>
/// <param name="Reason">Why; one to 500 characters.</param>
/// <param name="Restock">Whether the goods are on sale again.</param>
/// <param name="Lines">What; everything that is left of the order when absent.</param>
public sealed record TakeBackRequest(string Reason, bool Restock, IReadOnlyList<SkuQuantity>? Lines = null);
