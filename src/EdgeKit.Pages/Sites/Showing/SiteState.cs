namespace EdgeKit.Pages.Sites.Showing;

/// <summary>What changes on a page while somebody looks at it.</summary>
/// <param name="Revision">Of what is shown.</param>
/// <param name="Call">What the page asks of whoever holds nothing.</param>
/// <param name="Stock">How many may be had, by SKU.</param>
/// <param name="PlacesLeft">At what the page invites to; null if it does not.</param>
/// <param name="OpensIn">Seconds until it begins; null if it has, or nobody can tell.</param>
internal sealed record SiteState(long Revision, Call Call, IReadOnlyDictionary<string, long> Stock, int? PlacesLeft, long? OpensIn);
