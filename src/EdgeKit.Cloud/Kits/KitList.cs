namespace EdgeKit.Cloud.Kits;

/// <summary>A page of kits by id.</summary>
/// <param name="Kits">The kits.</param>
/// <param name="Next">The next <c>since</c>; empty at the end.</param>
internal sealed record KitList(IReadOnlyList<KitEntry> Kits, string Next);
