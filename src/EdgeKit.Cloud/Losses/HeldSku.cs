namespace EdgeKit.Cloud.Losses;

/// <summary>What a log holds of one item.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Held">How many, as far as the cloud was told; below zero when it sold what it had not.</param>
internal sealed record HeldSku(string Sku, long Held);
