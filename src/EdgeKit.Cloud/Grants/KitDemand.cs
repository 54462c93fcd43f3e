namespace EdgeKit.Cloud.Grants;

/// <summary>A kit in contact that sells a SKU.</summary>
/// <param name="Participant">What it holds and was asked for.</param>
/// <param name="Returned">What it gave back so far.</param>
/// <param name="ReturnTo">How many it was asked to have given back in all.</param>
/// <param name="ChangedAt">When its rights changed last, or it was last asked.</param>
internal sealed record KitDemand(Participant Participant, long Returned, long ReturnTo, DateTimeOffset ChangedAt);
