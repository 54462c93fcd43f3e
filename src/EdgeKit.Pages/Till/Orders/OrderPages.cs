using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Till.Selling;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>The last orders, receipts, and what becomes of an order later.</summary>
internal sealed class OrderPages(TillFrames frames, PageForms forms, RefusalPage refusals, ReceiptLinks receipts, IOrderDesk desk, IApproval approval, ClockText clock, KitOptions kit)
{
    private const string Path = "/till/orders";
    private const int Shown = 40;

    /// <summary><c>GET /till/orders</c>: the last ones, or the one whose receipt's number or link is asked for.</summary>
    public async Task<IResult> ListAsync(HttpContext context)
    {
        var receipt = context.Request.Query["receipt"].ToString();
        if (receipt.Length == 0)
        {
            return await ListPageAsync(context, receipt, wrong: null);
        }

        if (ReceiptLinks.Read(receipt) is var (slug, token))
        {
            return receipts.OrderOf(slug, token) is { } linked
                ? new SeeOtherResult(PathOf(linked))
                : await ListPageAsync(context, receipt, "This link is of no receipt of this kit, or not whole.");
        }

        var (order, problem) = await desk.FindAsync(receipt, context.RequestAborted);
        return order is null ? await ListPageAsync(context, receipt, problem!.Problem.Detail) : new SeeOtherResult(PathOf(order.OrderId));
    }

    /// <summary><c>GET /till/orders/{id}</c>.</summary>
    public Task<IResult> ShowAsync(string id, HttpContext context) => WithAsync(id, context, order =>
    {
        var isKnown = long.TryParse(context.Request.Query["given"], NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        var cash = new Money(given, order.Total.Currency);
        var shows = isKnown && order.Payment.Method == PaymentMethod.Cash && Cash.Change(cash, order.Total) is not null;
        return Task.FromResult<IResult>(Receipt(context, order, StatusCodes.Status200OK, given: shows ? cash : null));
    });

    /// <summary><c>GET /till/orders/{id}/promise</c>: what happens next, to be put on the page in place of what it said.</summary>
    public Task<IResult> PromiseAsync(string id, HttpContext context) =>
        WithAsync(id, context, static order => Task.FromResult<IResult>(new PageResult(() => new Till_Orders_PromisePart { Model = order.Promise })));

    /// <summary><c>POST /till/orders/{id}/pay</c>.</summary>
    public Task<IResult> PayAsync(string id, HttpContext context) => WithAsync(id, context, async order =>
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, PathOf(order.OrderId), "Back to the order");
        }

        var due = order.Total with { Amount = OrderWords.LinesOf(order).Sum(static line => line.Left * line.Price.Amount) };
        Money? given = null;
        if (form["how"] == "cash")
        {
            if (!MoneyText.TryParse(form["given"], kit.Currency, out var cash) || Cash.Change(cash, due) is null)
            {
                return Receipt(context, order, StatusCodes.Status400BadRequest, $"'{form["given"]}' is not enough, or no amount of money: {MoneyText.Of(due)} is to be paid.", key: form["key"]);
            }

            given = cash;
        }

        var reference = form["reference"];
        var payment = new Payment(form["how"] == "cash" ? PaymentMethod.Cash : PaymentMethod.Terminal, given is not null || reference.Length == 0 ? null : reference);
        var (change, refused) = await desk.PayAsync(form["key"], order.OrderId, new PayRequest(payment), Caller.Of(context).By);
        return change is null
            ? Receipt(context, order, refused!.Problem.Status, refused.Problem.Detail ?? refused.Problem.Title)
            : new SeeOtherResult(PathOf(order.OrderId) + (given is { } handed ? string.Create(CultureInfo.InvariantCulture, $"?given={handed.Amount}") : ""));
    });

    /// <summary><c>POST /till/orders/{id}/void</c>.</summary>
    public Task<IResult> VoidAsync(string id, HttpContext context) => TakeBackAsync(id, context, isRefund: false);

    /// <summary><c>POST /till/orders/{id}/refund</c>.</summary>
    public Task<IResult> RefundAsync(string id, HttpContext context) => TakeBackAsync(id, context, isRefund: true);

    private static string PathOf(Guid orderId) => $"{Path}/{orderId:D}";

    private Task<IResult> TakeBackAsync(string id, HttpContext context, bool isRefund) => WithAsync(id, context, async order =>
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, PathOf(order.OrderId), "Back to the order");
        }

        var typed = TypedTakeBack.Read(form);
        if (approval.Check(context, form["pin"]) is { } refused)
        {
            return Receipt(context, order, refused.Problem.Status, refused.Problem.Detail, typed, key: form["key"]);
        }

        var (request, wrong) = typed.For(OrderWords.LinesOf(order));
        if (request is null)
        {
            return Receipt(context, order, StatusCodes.Status400BadRequest, wrong, typed, key: form["key"]);
        }

        var by = Caller.Of(context).By;
        var (change, not) = isRefund
            ? await desk.RefundAsync(form["key"], order.OrderId, request, by)
            : await desk.VoidAsync(form["key"], order.OrderId, request, by);
        return change is null
            ? Receipt(context, order, not!.Problem.Status, not.Problem.Detail ?? not.Problem.Title, typed)
            : new SeeOtherResult(PathOf(order.OrderId));
    });

    private async Task<IResult> WithAsync(string id, HttpContext context, Func<OrderView, Task<IResult>> with)
    {
        var (order, problem) = Guid.TryParseExact(id, "D", out var orderId)
            ? await desk.FindAsync(orderId, context.RequestAborted)
            : (null, Problems.NotFound($"This kit has no order '{id}'."));
        return order is null ? refusals.Of(problem!, Path, "The last orders") : await with(order);
    }

    private async Task<IResult> ListPageAsync(HttpContext context, string receipt, string? wrong)
    {
        var orders = await desk.LatestAsync(Shown, context.RequestAborted);
        var model = new OrdersModel(frames.Of(context, "Orders", Path), orders, clock, receipt, wrong);
        return new PageResult(() => new Till_Orders_List { Model = model }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    private PageResult Receipt(HttpContext context, OrderView order, int status, string? wrong = null, TypedTakeBack? typed = null, Money? given = null, string? key = null)
    {
        var model = new ReceiptModel(
            frames.Of(context, $"Receipt {order.Receipt}", Path, key),
            order,
            OrderWords.LinesOf(order),
            OrderWords.TaxesOf(order),
            clock,
            approval.NeedsPin(context),
            given,
            wrong,
            typed);
        return new PageResult(() => new Till_Orders_Receipt { Model = model }, status);
    }
}
