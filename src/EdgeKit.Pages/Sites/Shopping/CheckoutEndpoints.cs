using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Consents;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>How a shopper orders what is held: one page, no account.</summary>
internal sealed class CheckoutEndpoints(
    SitePages pages, SiteAnswers answers, ShopperCookie cookies, SignedLinks links, ReceiptLinks receipts, ConsentBook consents, IOrderDesk desk, IUplinkState uplink, KitOptions kit)
{
    private static readonly Dictionary<string, string> NoFaults = new(StringComparer.Ordinal);

    private bool IsOnline => uplink.State.Current == UplinkState.Online;

    /// <summary><c>GET /e/{slug}/checkout</c>.</summary>
    public IResult Show(string slug, HttpContext context)
    {
        var shopper = cookies.Read(context);
        return pages.Held(shopper.Hold) is { } held ? Form(slug, held, CheckoutFields.Of(shopper), NoFaults) : Over(slug, StatusCodes.Status200OK);
    }

    /// <summary><c>POST /e/{slug}/order</c>.</summary>
    public async Task<IResult> OrderAsync(string slug, HttpContext context)
    {
        var (form, problem) = await RequestForm.ReadAsync(context.Request, context.RequestAborted);
        if (form is null)
        {
            return answers.Refusal(slug, problem!);
        }

        if (!Guid.TryParseExact(form["hold"], "N", out var hold) || form["key"] != KeyOf(hold))
        {
            return Over(slug, StatusCodes.Status400BadRequest);
        }

        var shopper = cookies.Read(context);
        if (pages.HeldOnce(hold) is not { } held)
        {
            return shopper.Order is { } before ? new SeeOtherResult(receipts.PathOf(slug, before)) : Over(slug, StatusCodes.Status409Conflict);
        }

        var fields = CheckoutFields.Of(form);
        if (fields.Check(IsOnline) is { Count: > 0 } faults)
        {
            return Form(slug, held, fields, faults, status: StatusCodes.Status400BadRequest);
        }

        var total = long.TryParse(form["total"], NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : held.Total.Amount;
        var (receipt, refusal) = await desk.SubmitAsync(KeyOf(hold), Submission(slug, held, fields, held.Total with { Amount = total }), by: null, context.RequestAborted);
        if (receipt is null)
        {
            return Refused(slug, held, fields, shopper, refusal!.Problem);
        }

        if (fields.Agrees)
        {
            // What cannot be recorded was not agreed to: the receipt says what holds.
            await consents.GiveAsync(slug, fields.Email, fields.Phone, context.RequestAborted);
        }

        cookies.Write(context, shopper with { Hold = null, Order = receipt.OrderId, Name = fields.Name, Email = fields.Email, Phone = fields.Phone, Address = fields.Address });
        return new SeeOtherResult(receipts.PathOf(slug, receipt.OrderId));
    }

    private static OrderSubmission Submission(string slug, HeldView held, CheckoutFields fields, Money total) => new(
        [.. held.Lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity))],
        new Payment(fields.ByLink ? PaymentMethod.Link : PaymentMethod.Later),
        held.Id,
        new Customer(fields.Name, NullIfEmpty(fields.Phone), NullIfEmpty(fields.Email), NullIfEmpty(fields.Address)),
        fields.Note.Length > 0 ? $"From /e/{slug}: {fields.Note}" : $"From /e/{slug}",
        total);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>One order for one hold, however often its form is sent.</summary>
    private string KeyOf(Guid hold) => links.NameOf($"order {hold:N}");

    private IResult Refused(string slug, HeldView held, CheckoutFields fields, Shopper shopper, Problem problem) => problem.Type switch
    {
        ProblemTypes.OutOfStock => answers.Message(
            slug, "Somebody was quicker", "What you held was free again after its time, and it is sold out now. Nothing was ordered.", $"/e/{slug}", "Back to the page", problem.Status),
        ProblemTypes.KeyReused when shopper.Order is { } before => new SeeOtherResult(receipts.PathOf(slug, before)),
        ProblemTypes.KeyReused => answers.Message(
            slug, "That was ordered already", "This order is with the stall, as it was sent first. Ask there if the receipt is lost.", $"/e/{slug}", "Back to the page", problem.Status),
        ProblemTypes.PriceChanged => Form(slug, held, fields, NoFaults, "The price is another now. Look at it and order again if it is fine.", problem.Status),
        _ => Form(slug, held, fields, NoFaults, $"{problem.Title}. {problem.Detail}", problem.Status),
    };

    private PageResult Over(string slug, int status) =>
        answers.Message(slug, "Nothing is held any more", "The time was over, or it was given back. What is there can be held again.", $"/e/{slug}", "Back to the page", status);

    private PageResult Form(
        string slug, HeldView held, CheckoutFields fields, IReadOnlyDictionary<string, string> faults, string? notice = null, int status = StatusCodes.Status200OK)
    {
        var page = new CheckoutPage(slug, answers.HeadOf(slug, "Check out"), held with { Total = held.Total with { Currency = kit.Currency } }, KeyOf(held.Id), fields, faults, IsOnline, notice);
        return new PageResult(() => new Sites_Shopping_Checkout { Model = page }, status);
    }
}
