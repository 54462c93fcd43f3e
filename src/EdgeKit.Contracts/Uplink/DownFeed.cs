namespace EdgeKit.Contracts.Uplink;

/// <summary>What the cloud sends down.</summary>
/// <param name="Next">The next <c>since</c>.</param>
/// <param name="Entries">In order; empty when there is nothing new.</param>
public sealed record DownFeed(string Next, IReadOnlyList<DownEntry> Entries);
