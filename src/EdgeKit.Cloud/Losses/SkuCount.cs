namespace EdgeKit.Cloud.Losses;

/// <summary>What is left of one item.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Counted">How many are there; 0 or more.</param>
internal sealed record SkuCount(string Sku, long Counted);
