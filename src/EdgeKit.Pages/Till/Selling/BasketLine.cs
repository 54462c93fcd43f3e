using EdgeKit.Contracts;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>A line of the basket as it is shown.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Sum">What they cost.</param>
/// <param name="IsShort">Whether fewer are left than that.</param>
internal sealed record BasketLine(string Sku, string Name, int Quantity, Money Sum, bool IsShort);
