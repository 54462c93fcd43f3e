namespace EdgeKit.Contracts.Log;

/// <summary>A quantity of one item.</summary>
/// <param name="Sku">The item's key.</param>
/// <param name="Quantity">One or more.</param>
public sealed record SkuQuantity(string Sku, int Quantity);
