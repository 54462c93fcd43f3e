namespace EdgeKit.Cloud.Ingest;

/// <summary>A page of orders of all kits or one, in the order in which they were kept.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Next">The next <c>since</c>; empty at the end.</param>
/// <param name="Resume">The <c>since</c> to come back with later for what is new; also given at the end.</param>
internal sealed record OrderEntries(IReadOnlyList<OrderEntry> Orders, string Next, string Resume);
