using System.Globalization;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>Decides what may be held and what may become of a hold. Knows no disk and reads no clock.</summary>
internal static class HoldRules
{
    private const int LongestCart = 100;

    /// <summary>Where a hold stands after a step; null where it is too late for that, or too early.</summary>
    public static HoldState? After(HoldState state, HoldStep step) => state switch
    {
        HoldState.Held => step switch
        {
            HoldStep.Replace => HoldState.Held,
            HoldStep.Pay => HoldState.Paying,
            HoldStep.Commit => HoldState.Committed,
            HoldStep.Release => HoldState.Released,
            HoldStep.Expire => HoldState.Expired,
        },
        HoldState.Paying => step switch
        {
            HoldStep.Pay => HoldState.Paying,
            HoldStep.Commit => HoldState.Committed,
            HoldStep.Release => HoldState.Released,
            HoldStep.Replace or HoldStep.Expire => null,
        },
        HoldState.Released => step == HoldStep.Release ? HoldState.Released : null,
        HoldState.Committed or HoldState.Expired => null,
    };

    /// <summary>Checks a request.</summary>
    /// <returns>The draft, or what is wrong.</returns>
    public static (HoldDraft? Draft, ProblemResult? Problem) Draft(HoldRequest request, ICatalogView catalog, TimeSpan ttl, string? device)
    {
        var wrong = CheckCart(request.Cart) ?? OrderRules.CheckLines(request.Lines) ?? CheckSkus(request, catalog) ?? CheckTtl(request.TtlSeconds);
        return wrong is null
            ? (new HoldDraft(request.Cart, OrderRules.PerSku(request.Lines), request.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : ttl, device), null)
            : (null, wrong);
    }

    /// <summary>The limit that a hold would exceed, in words; null for none.</summary>
    /// <param name="draft">What is asked for.</param>
    /// <param name="own">The hold that it replaces.</param>
    /// <param name="state">What is there and what is held.</param>
    /// <param name="isFrozen">Whether granted rights may not be sold now.</param>
    /// <param name="limits">The limits.</param>
    public static string? Exceeded(HoldDraft draft, Hold? own, LedgerState state, bool isFrozen, HoldOptions limits)
    {
        if (own is null && state.Holds.Active >= limits.Most)
        {
            return string.Create(CultureInfo.InvariantCulture, $"This kit keeps {limits.Most} holds at a time. Order without one, or try again when some have ended.");
        }

        if (draft.Device is null)
        {
            return null;
        }

        var others = state.Holds.OfDevice(draft.Device).Where(hold => hold.Id != own?.Id).ToList();
        if (others.Count >= limits.PerDevice)
        {
            return string.Create(CultureInfo.InvariantCulture, $"One device has at most {limits.PerDevice} holds at a time. Release one, or use it up.");
        }

        foreach (var (sku, quantity) in draft.Lines)
        {
            var held = others.Sum(hold => hold.Of(sku));
            var most = MostOf(held + state.StockOf(sku).Sellable(isFrozen, own?.Of(sku) ?? 0), limits.Share);
            if (held + quantity > most)
            {
                return string.Create(CultureInfo.InvariantCulture, $"One device may hold {most} of '{sku}' now, and would hold {held + quantity}.");
            }
        }

        return null;
    }

    /// <summary>What became of a hold that has ended, in words.</summary>
    public static string Say(HoldState state) => state switch
    {
        HoldState.Expired => "The hold had expired.",
        HoldState.Released => "The hold had been released.",
        HoldState.Committed => "The hold was used up by an order.",
        HoldState.Paying => "The hold is being paid.",
        HoldState.Held => "The hold is active.",
    };

    private static long MostOf(long couldBeHad, double percent) => Math.Max(1, (long)(couldBeHad * percent / 100));

    private static ProblemResult? CheckCart(string cart) =>
        cart.Length is 0 or > LongestCart || cart.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? Problems.BadRequest("cart", $"Expected 1 to {LongestCart} visible ASCII characters.")
            : null;

    private static ProblemResult? CheckSkus(HoldRequest request, ICatalogView catalog)
    {
        for (var i = 0; i < request.Lines.Count; i++)
        {
            if (!catalog.TryFind(request.Lines[i].Sku, out _))
            {
                return OrderRules.UnknownSku(i, request.Lines[i].Sku);
            }
        }

        return null;
    }

    private static ProblemResult? CheckTtl(int? seconds) =>
        seconds < HoldOptions.ShortestTtl.TotalSeconds || seconds > HoldOptions.LongestTtl.TotalSeconds
            ? Problems.BadRequest(
                "ttlSeconds",
                string.Create(CultureInfo.InvariantCulture, $"Expected {HoldOptions.ShortestTtl.TotalSeconds} to {HoldOptions.LongestTtl.TotalSeconds}."))
            : null;
}
