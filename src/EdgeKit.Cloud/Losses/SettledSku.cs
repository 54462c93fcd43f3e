namespace EdgeKit.Cloud.Losses;

/// <summary>What became of one item of a log that was settled.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Expected">What the log held, as far as the cloud was told; below zero when it had sold what it had not.</param>
/// <param name="Returned">What was found: it is in the pool now.</param>
/// <param name="Short">What was expected and not found: written off.</param>
/// <param name="Surplus">What was found and not expected: it exists now.</param>
internal sealed record SettledSku(string Sku, long Expected, long Returned, long Short, long Surplus);
