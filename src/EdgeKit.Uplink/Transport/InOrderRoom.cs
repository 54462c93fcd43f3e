namespace EdgeKit.Uplink.Transport;

/// <summary>How much may be under way where batches go one after another over one connection, which finds its own pace.</summary>
/// <param name="Batches">How many batches.</param>
/// <param name="Records">How many records in each at most.</param>
internal readonly record struct InOrderRoom(int Batches, int Records);
