using EdgeKit.Contracts;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>A SKU of an order.</summary>
/// <param name="Sku">Which.</param>
/// <param name="Name">Its name when it was sold.</param>
/// <param name="Quantity">How many were sold.</param>
/// <param name="Price">Of one.</param>
/// <param name="Left">How many of them were neither voided nor refunded.</param>
internal sealed record ReceiptLine(string Sku, string Name, int Quantity, Money Price, int Left);
