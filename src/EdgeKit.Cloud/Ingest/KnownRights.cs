namespace EdgeKit.Cloud.Ingest;

/// <summary>What the cloud knows of a log's rights to one SKU before a batch.</summary>
/// <param name="Granted">All that was granted.</param>
/// <param name="Acknowledged">What of it the kit has seen.</param>
/// <param name="Returned">What went back.</param>
/// <param name="TransferredIn">What came from other kits.</param>
internal readonly record struct KnownRights(long Granted, long Acknowledged, long Returned, long TransferredIn);
