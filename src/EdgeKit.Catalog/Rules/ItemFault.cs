namespace EdgeKit.Catalog.Rules;

/// <summary>What is wrong with one item.</summary>
/// <param name="Index">Which item, from 0; -1 for the whole.</param>
/// <param name="Field">Which member of it, such as <c>price</c>; empty for the item as a whole.</param>
/// <param name="What">What is wrong, and what was expected.</param>
internal sealed record ItemFault(int Index, string Field, string What);
