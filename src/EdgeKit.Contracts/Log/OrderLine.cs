namespace EdgeKit.Contracts.Log;

/// <summary>One item of an order, at the price it was sold for.</summary>
/// <param name="Sku">The item's key.</param>
/// <param name="Name">Its name at that time.</param>
/// <param name="Quantity">One or more.</param>
/// <param name="Price">Of one, tax included.</param>
/// <param name="TaxRate">Share of the net price, such as 0.19; null when the catalogue had none.</param>
public sealed record OrderLine(string Sku, string Name, int Quantity, Money Price, decimal? TaxRate = null);
