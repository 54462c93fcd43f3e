using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>
/// Reserves what lies in a till's basket, so that nobody else is promised it meanwhile. What somebody else has does not come into the basket; a
/// kit that cannot hold for another reason lets the basket be, and the sale decides.
/// </summary>
internal sealed class BasketHolds(ICatalogView catalog, IOrderDesk desk, KitClock clock, ClockText times)
{
    /// <summary>How long a basket that nobody touches keeps its goods.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    // Between a refusal and the next request somebody may be quicker, but not for ever.
    private const int MostTries = 3;

    /// <summary>What is held for a basket; null for nothing.</summary>
    public HoldView? Find(string? cart) => cart is null ? null : desk.ActiveHolds.FirstOrDefault(hold => hold.Cart == cart);

    /// <summary>Holds a basket in place of what was held for it, for <see cref="Lasts"/> from now. An empty one lets go of it.</summary>
    /// <param name="cart">Names the basket.</param>
    /// <param name="wanted">What is to lie in it.</param>
    public async Task<HeldBasket> HoldAsync(string cart, Basket wanted)
    {
        var basket = wanted.Lines.Where(line => !catalog.TryFind(line.Sku, out _)).Aggregate(wanted, static (rest, line) => rest.Without(line.Sku));
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = MostTries; ; left--)
        {
            if (basket.Lines.Count == 0)
            {
                await ReleaseAsync(cart);
                return new HeldBasket(basket, null, refused);
            }

            // A till is let in by its role, and has no guest's limits.
            var (hold, problem) = await desk.PlaceHoldAsync(new HoldRequest(cart, basket.Lines, (int)Lasts.TotalSeconds), device: null);
            if (hold is not null || left == 0 || problem!.Problem is not { Type: ProblemTypes.OutOfStock, Available: { } available })
            {
                return new HeldBasket(basket, hold, refused);
            }

            foreach (var (sku, most) in available)
            {
                basket = basket.AtMost(sku, most);
                refused[sku] = WhyNotMore(sku, cart, basket.QuantityOf(sku));
            }
        }
    }

    /// <summary>Who has the rest of a SKU and until when, or that there is none, and what to do.</summary>
    /// <param name="sku">Which.</param>
    /// <param name="cart">The basket that wants it.</param>
    /// <param name="own">How many lie in that basket.</param>
    public string WhyNotMore(string sku, string? cart, int own)
    {
        var others = desk.ActiveHolds.Where(hold => hold.Cart != cart && hold.Lines.Any(line => line.Sku == sku)).ToList();
        if (others.Count > 0)
        {
            var count = others.SelectMany(static hold => hold.Lines).Where(line => line.Sku == sku).Sum(static line => line.Quantity);
            var last = count == 1 ? "The last one is" : FormattableString.Invariant($"The last {count} are");
            return $"{last} in {(others.Count == 1 ? "another basket" : "other baskets, the first")} {Until(others)}";
        }

        return desk.StockOf(sku).Frozen is > 0 and var frozen ? FormattableString.Invariant($"{frozen} more can be sold once the cloud is heard again.")
            : own > 0 ? "There are no more: all that is left lies in this basket."
            : "Sold out.";
    }

    private string Until(List<HoldView> others)
    {
        // What is being paid has no end that anybody knows.
        if (others.Min(static hold => hold.RemainingSeconds) is not { } seconds)
        {
            return "until it is paid, or given up.";
        }

        // Said in whole minutes, and never too early.
        var end = clock.Now.Time + TimeSpan.FromSeconds(seconds) + TimeSpan.FromSeconds(59);
        return $"until {times.Time(end)}; tap again then.";
    }

    private async Task ReleaseAsync(string cart)
    {
        if (Find(cart) is { } held)
        {
            // Where it cannot be released now it ends by itself.
            await desk.ReleaseHoldAsync(held.Id);
        }
    }
}
