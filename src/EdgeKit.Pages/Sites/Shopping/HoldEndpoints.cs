using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>How a shopper holds goods and gives them up.</summary>
internal sealed class HoldEndpoints(SiteStore sites, SitePages pages, SiteAnswers answers, ShopperCookie cookies, IOrderDesk desk)
{
    /// <summary>How long a page holds goods.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(8);

    private const int MostQuantity = 20;

    /// <summary><c>POST /e/{slug}/hold</c>: so many of an item, whatever of it was held before. Twice is once.</summary>
    public async Task<IResult> HoldAsync(string slug, HttpContext context)
    {
        var (form, problem) = await RequestForm.ReadAsync(context.Request, context.RequestAborted);
        if (form is null)
        {
            return answers.Refusal(slug, problem!);
        }

        if (sites.Find(slug) is not { Published: { } content } site)
        {
            return answers.NotFound(slug);
        }

        var state = await pages.StateAsync(slug, content, site.PublishedRevision, context.RequestAborted);
        if (!pages.Make(slug, content, state).HasBegun)
        {
            return await answers.LandingAsync(site, null, "It has not begun yet. Nothing is held.", StatusCodes.Status409Conflict, context.RequestAborted);
        }

        var sku = form["sku"];
        if (!state.Stock.ContainsKey(sku) || !int.TryParse(form["quantity"] is { Length: > 0 } typed ? typed : "1", NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || quantity is < 1 or > MostQuantity)
        {
            return await answers.LandingAsync(site, null, $"Choose 1 to {MostQuantity} of something that is on this page.", StatusCodes.Status400BadRequest, context.RequestAborted);
        }

        var shopper = cookies.Read(context);
        var held = pages.Held(shopper.Hold);
        SkuQuantity[] lines = [.. (held?.Lines ?? []).Where(line => line.Sku != sku).Select(static line => new SkuQuantity(line.Sku, line.Quantity)), new SkuQuantity(sku, quantity)];
        var (hold, refusal) = await desk.PlaceHoldAsync(new HoldRequest(shopper.Cart, lines, (int)Lasts.TotalSeconds), Visitor.DeviceOf(context.Connection));
        if (hold is null)
        {
            return await answers.LandingAsync(site, held, Say(refusal!.Problem, state.Stock[sku]), refusal.Problem.Status, context.RequestAborted);
        }

        cookies.Write(context, shopper with { Hold = hold.Id });
        return new SeeOtherResult($"/e/{slug}/checkout");
    }

    /// <summary><c>POST /e/{slug}/release</c>.</summary>
    public async Task<IResult> ReleaseAsync(string slug, HttpContext context)
    {
        var shopper = cookies.Read(context);
        if (shopper.Hold is { } hold)
        {
            // One that has ended needs no release; the shopper is rid of it either way.
            await desk.ReleaseHoldAsync(hold);
            cookies.Write(context, shopper with { Hold = null });
        }

        return new SeeOtherResult($"/e/{slug}");
    }

    private static string Say(Problem problem, long available) => problem.Type == ProblemTypes.OutOfStock
        ? available > 0
            ? string.Create(CultureInfo.InvariantCulture, $"Only {available} of that are left. Choose fewer.")
            : "Somebody was quicker: that is sold out now."
        : problem.Detail ?? problem.Title;
}
