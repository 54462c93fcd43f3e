using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>The till.</summary>
/// <param name="Frame">What stands around it.</param>
/// <param name="Groups">What can be tapped, by category.</param>
/// <param name="Basket">What was tapped.</param>
/// <param name="Lines">The same, to be read.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Hold">What reserves it; null for nothing.</param>
/// <param name="Likely">What people are likely to hand over.</param>
/// <param name="Wrong">Why the last form was not taken; null for no reason.</param>
/// <param name="Given">What was typed as handed over.</param>
/// <param name="Reference">What was typed as the terminal's reference.</param>
/// <param name="Note">What was typed as a note.</param>
/// <param name="SentWith">The hold that a form with the same key named first, since a repetition has the same bytes; null for the basket's own.</param>
internal sealed record SellModel(
    TillFrame Frame,
    IReadOnlyList<IGrouping<string, ShelfItem>> Groups,
    Basket Basket,
    IReadOnlyList<BasketLine> Lines,
    Money Total,
    HoldView? Hold,
    IReadOnlyList<Money> Likely,
    string? Wrong = null,
    string Given = "",
    string Reference = "",
    string Note = "",
    string? SentWith = null);
