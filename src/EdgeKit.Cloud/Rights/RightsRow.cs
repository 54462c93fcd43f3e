namespace EdgeKit.Cloud.Rights;

/// <summary>A log's rights to one SKU.</summary>
/// <param name="Granted">All that was granted.</param>
/// <param name="Returned">All that went back.</param>
/// <param name="ReturnTo">How many it was asked to have given back in all.</param>
/// <param name="Returnable">How many it could still give back: granted to it or come from other kits, and not gone back.</param>
/// <param name="Held">What it may still sell, as far as the cloud was told.</param>
internal sealed record RightsRow(long Granted, long Returned, long ReturnTo, long Returnable, long Held);
