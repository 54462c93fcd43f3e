using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>Goods, basket and payment.</summary>
internal sealed class SellPages(TillFrames frames, PageForms forms, RefusalPage refusals, ICatalogView catalog, IOrderDesk desk, KitOptions kit)
{
    private const string Path = "/till";

    /// <summary><c>GET /till</c>.</summary>
    public IResult Show(HttpContext context) => Page(Model(context, BasketCookie.Read(context)), StatusCodes.Status200OK);

    /// <summary><c>POST /till/basket</c>: one more, one less, none of a SKU, or nothing at all.</summary>
    public async Task<IResult> ChangeAsync(HttpContext context)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, Path, "Back to the till");
        }

        var basket = BasketCookie.Read(context);
        basket = form["add"] is { Length: > 0 } more ? basket.Add(more)
            : form["less"] is { Length: > 0 } less ? basket.Less(less)
            : form["remove"] is { Length: > 0 } gone ? basket.Without(gone)
            : form["clear"].Length > 0 ? Basket.Empty
            : basket;
        BasketCookie.Write(context, basket);
        return new SeeOtherResult(Path);
    }

    /// <summary><c>POST /till/sell</c>.</summary>
    public async Task<IResult> SellAsync(HttpContext context)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, Path, "Back to the till");
        }

        var (sale, wrong) = Sale.Read(form, kit.Currency);
        if (sale is null)
        {
            return Again(context, form, wrong!, StatusCodes.Status400BadRequest, form["key"]);
        }

        var (receipt, refused) = await desk.SubmitAsync(sale.Key, sale.Submission, Caller.Of(context).By, context.RequestAborted);
        if (receipt is null)
        {
            return Refused(context, form, refused!);
        }

        if (BasketCookie.Read(context).ToString() == sale.Basket.ToString())
        {
            BasketCookie.Write(context, Basket.Empty);
        }

        var given = sale.Given is { } cash ? string.Create(CultureInfo.InvariantCulture, $"?given={cash.Amount}") : "";
        return new SeeOtherResult($"/till/orders/{receipt.OrderId:D}{given}");
    }

    private static PageResult Page(SellModel model, int status) => new(() => new Till_Selling_Sell { Model = model }, status);

    private PageResult Refused(HttpContext context, RequestForm form, ProblemResult refused)
    {
        var problem = refused.Problem;
        return problem.Type switch
        {
            // What the page showed is not what holds: a new form, so that what is sold next is an order of its own.
            ProblemTypes.PriceChanged => Again(context, form, "A price is another now. Look at the total and take the payment again; nothing was sold.", problem.Status, key: null),
            ProblemTypes.OutOfStock => Again(context, form, $"Not enough is left: {Names(problem)}. Nothing was sold.", problem.Status, key: null),
            ProblemTypes.UnknownSku => Again(context, form, "Something in the basket is no longer sold; it was taken out. Nothing was sold.", problem.Status, key: null),
            ProblemTypes.KeyReused => Again(context, form, "This was sold a moment ago, in another way. Look at the last orders before it is sold again.", problem.Status, key: null),
            _ => Again(context, form, problem.Detail ?? problem.Title, problem.Status, form["key"]),
        };
    }

    private string Names(Problem problem) => string.Join(", ", (problem.Available ?? new Dictionary<string, long>(StringComparer.Ordinal)).Select(sku =>
        $"{(catalog.TryFind(sku.Key, out var item) ? item.Name : sku.Key)} ({(sku.Value <= 0 ? "sold out" : FormattableString.Invariant($"{sku.Value} left"))})"));

    private PageResult Again(HttpContext context, RequestForm form, string wrong, int status, string? key)
    {
        var basket = Basket.Parse(form["basket"]);
        var model = Model(context, basket.Lines.Count == 0 ? BasketCookie.Read(context) : basket, key);
        return Page(model with { Wrong = wrong, Given = form["how"] == "cash" ? form["given"] : "", Reference = form["reference"], Note = form["note"] }, status);
    }

    private SellModel Model(HttpContext context, Basket basket, string? key = null)
    {
        var lines = new List<BasketLine>(basket.Lines.Count);
        var sold = Basket.Empty;
        foreach (var (sku, quantity) in basket.Lines)
        {
            if (catalog.TryFind(sku, out var item))
            {
                lines.Add(new BasketLine(sku, item.Name, quantity, item.Price with { Amount = item.Price.Amount * quantity }, desk.StockOf(sku).Available < quantity));
                sold = sold.Add(sku, quantity);
            }
        }

        var total = new Money(lines.Sum(static line => line.Sum.Amount), kit.Currency);
        IReadOnlyList<IGrouping<string, ShelfItem>> groups =
            [.. catalog.Items.Select(item => new ShelfItem(item, desk.StockOf(item.Sku).Available)).GroupBy(static item => item.Item.Category ?? "", StringComparer.Ordinal)];
        return new SellModel(frames.Of(context, "Till", Path, key), groups, sold, lines, total, Cash.Likely(total));
    }
}
