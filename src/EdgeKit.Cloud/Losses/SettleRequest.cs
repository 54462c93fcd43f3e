namespace EdgeKit.Cloud.Losses;

/// <summary>Closes a log whose goods were counted.</summary>
/// <param name="Incarnation">Which log.</param>
/// <param name="Counts">What is left, one entry a SKU; of an item that is not named nothing is left.</param>
/// <param name="Reason">Why; 1 to 500 characters.</param>
/// <param name="By">Who counted; 1 to 200 characters.</param>
internal sealed record SettleRequest(Guid Incarnation, IReadOnlyList<SkuCount> Counts, string Reason, string By);
