using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>Something to tap.</summary>
/// <param name="Item">What it is.</param>
/// <param name="Left">How many may be sold.</param>
internal sealed record ShelfItem(CatalogItem Item, long Left)
{
    // So few that a person may want to look before promising any.
    private const int Few = 3;

    /// <summary>Whether it can be sold.</summary>
    public bool IsThere => Left > 0;

    /// <summary>Its mark for colour.</summary>
    public string Mark => Left <= 0 ? "gone" : Left <= Few ? "low" : "";

    /// <summary>How many are left, in words.</summary>
    public string LeftText => Left <= 0 ? "sold out" : Left == 1 ? "last one" : FormattableString.Invariant($"{Left} left");
}
