using EdgeKit.Contracts;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>A line of what is held.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Sum">What they come to.</param>
internal sealed record HeldLine(string Sku, string Name, int Quantity, Money Sum);
