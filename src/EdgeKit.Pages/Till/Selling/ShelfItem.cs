using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>Something to tap.</summary>
/// <param name="Item">What it is.</param>
/// <param name="Left">How many may be sold.</param>
/// <param name="Held">How many lie in baskets.</param>
/// <param name="Refused">Why it could not be put into the basket; null for no reason.</param>
internal sealed record ShelfItem(CatalogItem Item, long Left, long Held, string? Refused = null)
{
    // So few that a person may want to look before promising any.
    private const int Few = 3;

    /// <summary>Whether it can be tapped: what lies in baskets may come back, and the tap says until when it is theirs.</summary>
    public bool IsThere => Left > 0 || Held > 0;

    /// <summary>Its mark for colour.</summary>
    public string Mark => !IsThere ? "gone" : Left <= Few ? "low" : "";

    /// <summary>How many are left, in words.</summary>
    public string LeftText => !IsThere ? "sold out" : Left <= 0 ? "in baskets" : Left == 1 ? "last one" : FormattableString.Invariant($"{Left} left");
}
