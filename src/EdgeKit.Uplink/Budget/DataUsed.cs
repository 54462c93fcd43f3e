namespace EdgeKit.Uplink.Budget;

/// <summary>What was used of a month's data.</summary>
/// <param name="Month">Its first instant.</param>
/// <param name="Bytes">Both ways.</param>
internal sealed record DataUsed(DateTimeOffset Month, long Bytes);
