using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Stock;
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
internal sealed class SellPages(TillFrames frames, PageForms forms, RefusalPage refusals, BasketHolds holds, ICatalogView catalog, IOrderDesk desk, KitOptions kit)
{
    private const string Path = "/till";

    /// <summary><c>GET /till</c>.</summary>
    public IResult Show(HttpContext context) => Page(Model(context, BasketCookie.Read(context), Held(context)), StatusCodes.Status200OK);

    /// <summary><c>POST /till/basket</c>: one more, one less, none of a SKU, or nothing at all. What is in it is held; what cannot be is said at the item.</summary>
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
        var held = await holds.HoldAsync(BasketCart.ReadOrMake(context), basket);
        BasketCookie.Write(context, held.Basket);
        return held.Refused.Count == 0
            ? new SeeOtherResult(Path)
            : Page(Model(context, held.Basket, held.Hold, refused: held.Refused) with { Wrong = Words(held.Refused) }, StatusCodes.Status409Conflict);
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

        if (sale.Submission.HoldId is { } hold && desk.FindHold(hold) is null)
        {
            // One that the kit no longer knows reserves nothing; what is there is sold all the same.
            sale = sale with { Submission = sale.Submission with { HoldId = null } };
        }

        var (receipt, refused) = await desk.SubmitAsync(sale.Key, sale.Submission, Caller.Of(context).By, context.RequestAborted);
        if (receipt is null)
        {
            return Refused(context, form, refused!);
        }

        if (BasketCookie.Read(context).ToString() == sale.Basket.ToString())
        {
            BasketCookie.Write(context, Basket.Empty);
            BasketCart.Drop(context);
        }

        var given = sale.Given is { } cash ? string.Create(CultureInfo.InvariantCulture, $"?given={cash.Amount}") : "";
        return new SeeOtherResult($"/till/orders/{receipt.OrderId:D}{given}");
    }

    private static int Of(HoldView? hold, string sku) => hold?.Lines.FirstOrDefault(line => line.Sku == sku)?.Quantity ?? 0;

    private static PageResult Page(SellModel model, int status) => new(() => new Till_Selling_Sell { Model = model }, status);

    private PageResult Refused(HttpContext context, RequestForm form, ProblemResult refused)
    {
        var problem = refused.Problem;
        return problem.Type switch
        {
            // What the page showed is not what holds: a new form, so that what is sold next is an order of its own.
            ProblemTypes.PriceChanged => Again(context, form, "A price is another now. Look at the total and take the payment again; nothing was sold.", problem.Status, key: null),
            ProblemTypes.OutOfStock => Again(context, form, $"{WasHeld(form)}Not enough is left: {Names(context, problem)} Nothing was sold.", problem.Status, key: null),
            ProblemTypes.UnknownSku => Again(context, form, "Something in the basket is no longer sold; it was taken out. Nothing was sold.", problem.Status, key: null),
            ProblemTypes.KeyReused => Again(context, form, "This was sold a moment ago, in another way. Look at the last orders before it is sold again.", problem.Status, key: null),
            _ => Again(context, form, problem.Detail ?? problem.Title, problem.Status, form["key"]),
        };
    }

    private string WasHeld(RequestForm form) => Guid.TryParseExact(form["hold"], "D", out var hold) && desk.FindHold(hold) is { State: HoldState.Expired }
        ? "The basket was left alone for so long that its goods went back on sale. "
        : "";

    private string Names(HttpContext context, Problem problem)
    {
        var cart = BasketCart.Read(context);
        var left = problem.Available ?? new Dictionary<string, long>(StringComparer.Ordinal);
        return string.Join(' ', left.Select(sku => sku.Value > 0
            ? FormattableString.Invariant($"{NameOf(sku.Key)} ({sku.Value} left).")
            : $"{NameOf(sku.Key)}: {holds.WhyNotMore(sku.Key, cart, own: 0)}"));
    }

    private string Words(IReadOnlyDictionary<string, string> refused) => string.Join(' ', refused.Select(one => $"{NameOf(one.Key)}: {one.Value}"));

    private string NameOf(string sku) => catalog.TryFind(sku, out var item) ? item.Name : sku;

    private HoldView? Held(HttpContext context) => holds.Find(BasketCart.Read(context));

    private PageResult Again(HttpContext context, RequestForm form, string wrong, int status, string? key)
    {
        var basket = Basket.Parse(form["basket"]);
        var model = Model(context, basket.Lines.Count == 0 ? BasketCookie.Read(context) : basket, Held(context), key);
        return Page(model with { Wrong = wrong, Given = form["how"] == "cash" ? form["given"] : "", Reference = form["reference"], Note = form["note"], SentWith = key is null ? null : form["hold"] }, status);
    }

    private SellModel Model(HttpContext context, Basket basket, HoldView? hold, string? key = null, IReadOnlyDictionary<string, string>? refused = null)
    {
        var lines = new List<BasketLine>(basket.Lines.Count);
        var sold = Basket.Empty;
        foreach (var (sku, quantity) in basket.Lines)
        {
            if (catalog.TryFind(sku, out var item))
            {
                lines.Add(new BasketLine(sku, item.Name, quantity, item.Price with { Amount = item.Price.Amount * quantity }, desk.StockOf(sku).Available + Of(hold, sku) < quantity));
                sold = sold.Add(sku, quantity);
            }
        }

        var total = new Money(lines.Sum(static line => line.Sum.Amount), kit.Currency);
        IReadOnlyList<IGrouping<string, ShelfItem>> groups =
            [.. catalog.Items.Select(item => Shelf(item, refused)).GroupBy(static item => item.Item.Category ?? "", StringComparer.Ordinal)];
        return new SellModel(frames.Of(context, "Till", Path, key), groups, sold, lines, total, hold, Cash.Likely(total));
    }

    private ShelfItem Shelf(CatalogItem item, IReadOnlyDictionary<string, string>? refused)
    {
        var level = desk.StockOf(item.Sku);
        return new ShelfItem(item, level.Available, level.Held, refused?.GetValueOrDefault(item.Sku));
    }
}
