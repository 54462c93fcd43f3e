using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Calendars;
using EdgeKit.Pages.Sites.Consents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>Receipts, for whoever has their link.</summary>
internal sealed class ReceiptEndpoints(
    SiteStore sites, SiteAnswers answers, SignedLinks links, ReceiptLinks receipts, ConsentBook consents, IOrderDesk desk, ICodePicture codes, KitClock clock, KitOptions kit)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    /// <summary><c>GET /e/{slug}/orders/{token}</c>. A till that reads the code is led to the order there.</summary>
    public async Task<IResult> ShowAsync(string slug, string token, HttpContext context)
    {
        var (order, refusal) = await FindAsync(slug, token, context.RequestAborted);
        return order is null ? refusal! : await PageAsync(slug, token, order, notice: null, StatusCodes.Status200OK, context);
    }

    /// <summary><c>POST /e/{slug}/orders/{token}/cancel</c>: as long as nothing was paid. The goods are on sale again.</summary>
    public async Task<IResult> CancelAsync(string slug, string token, HttpContext context)
    {
        var (order, refusal) = await FindAsync(slug, token, context.RequestAborted);
        if (order is null)
        {
            return refusal!;
        }

        if (order.Status != OrderStatus.Open)
        {
            return await PageAsync(slug, token, order, "This order can only be changed at the stall now.", StatusCodes.Status409Conflict, context);
        }

        var (_, problem) = await desk.VoidAsync($"shopper-cancels-{order.OrderId:N}", order.OrderId, new TakeBackRequest("cancelled by the shopper", Restock: true), by: null);
        return problem is null
            ? new SeeOtherResult($"/e/{slug}/orders/{token}")
            : await PageAsync(slug, token, order, $"{problem.Problem.Title}. {problem.Problem.Detail}", problem.Problem.Status, context);
    }

    /// <summary><c>GET /e/{slug}/orders/{token}/qr.svg</c>: the receipt's own address, for who hands the goods out.</summary>
    public IResult Qr(string slug, string token, HttpContext context) => receipts.OrderOf(slug, token) is null
        ? Problems.NotFound("There is no such receipt.")
        : codes.Draw(context, SiteEndpoints.Address(context, $"/e/{slug}/orders/{token}"));

    /// <summary><c>GET /e/{slug}/orders/{token}/calendar.ics</c>: to pick it up.</summary>
    public async Task<IResult> CalendarAsync(string slug, string token, HttpContext context)
    {
        var (order, refusal) = await FindAsync(slug, token, context.RequestAborted);
        if (order is null)
        {
            return refusal!;
        }

        var content = sites.Find(slug) is { } site ? site.Published ?? site.Draft : null;
        var begins = content?.Opens is { } opens && opens > order.RecordedAt ? opens : order.RecordedAt;
        var what = new CalendarEvent(
            $"{order.OrderId:N}@{kit.Id}",
            $"Pick up {order.Receipt}: {content?.Title ?? kit.Name}",
            begins,
            Lasts,
            content?.Venue ?? "",
            string.Join('\n', order.Lines.Select(static line => $"{line.Quantity} × {line.Name}")),
            SiteEndpoints.Address(context, $"/e/{slug}/orders/{token}"));
        return Results.Text(CalendarFile.Write(what, clock.Now.Time), CalendarFile.ContentType);
    }

    private async ValueTask<(OrderView? Order, IResult? Refusal)> FindAsync(string slug, string token, CancellationToken cancellationToken)
    {
        if (receipts.OrderOf(slug, token) is not { } id)
        {
            return (null, answers.Message(slug, "There is no such receipt", "The link is not whole. Open it as it came.", $"/e/{slug}", "To the page", StatusCodes.Status404NotFound));
        }

        var (order, problem) = await desk.FindAsync(id, cancellationToken);
        return (order, problem is null ? null : answers.Message(slug, problem.Problem.Title, problem.Problem.Detail ?? "", $"/e/{slug}", "To the page", problem.Problem.Status));
    }

    private async ValueTask<PageResult> PageAsync(string slug, string token, OrderView order, string? notice, int status, HttpContext context)
    {
        var customer = order.Customer;
        string? unsubscribe = null;
        if (customer is { Email: not null } or { Phone: not null })
        {
            var person = consents.PersonOf(customer.Email, customer.Phone);
            unsubscribe = await consents.IsGivenAsync(person, context.RequestAborted) ? $"/e/{slug}/unsubscribe/{links.Sign(LinkPurpose.Consent, "", person)}" : null;
        }

        var venue = sites.Find(slug) is { } site ? (site.Published ?? site.Draft).Venue : "";
        var till = Caller.Of(context).MaySell ? $"/till/orders/{order.OrderId:D}" : null;
        var page = new ReceiptPage(slug, answers.HeadOf(slug, $"Receipt {order.Receipt}"), order, $"/e/{slug}/orders/{token}", venue, unsubscribe, till, notice);
        return new PageResult(() => new Sites_Shopping_Receipt { Model = page }, status);
    }
}
