using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Support;
using EdgeKit.Pages.Till.Selling;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

/// <summary>What lies in one till's basket is promised to nobody else.</summary>
public sealed partial class BasketHoldsTests : IAsyncLifetime
{
    private const string One = "till-11111111111111111111111111111111";
    private const string Other = "till-22222222222222222222222222222222";

    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Soon => _stall.Get<ClockText>().Time(_stall.Get<KitClock>().Now.Time + BasketHolds.Lasts + TimeSpan.FromSeconds(59));

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.StartAsync(_data, ("orders.holds.most", "3"));
        await _stall.ReceiveAsync("chai", 10);
        await _stall.ReceiveAsync("bao", 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task What_lies_in_it_is_held_and_what_is_taken_out_is_let_go()
    {
        var first = await _stall.PostAsync("/till/basket", ("add", "chai"));
        Assert.Matches("^till-cart=till-[0-9a-f]{32}; ", first.SetCart);
        Assert.Equal((9, 1), Level("chai"));
        var cart = first.SetCart!.Split('=', ';')[1];

        Assert.Null((await TapAsync(cart, "chai~1", "add", "chai")).SetCart);
        Assert.Equal((8, 2), Level("chai"));
        await TapAsync(cart, "chai~2", "add", "bao");
        Assert.Equal((8, 2, 1, 1), (Level("chai").Available, Level("chai").Held, Level("bao").Available, Level("bao").Held));
        await TapAsync(cart, "chai~2~bao~1", "less", "chai");
        await TapAsync(cart, "chai~1~bao~1", "remove", "bao");
        Assert.Equal((9, 1, 2, 0), (Level("chai").Available, Level("chai").Held, Level("bao").Available, Level("bao").Held));
        await TapAsync(cart, "chai~1", "clear", "all");
        Assert.Equal((10, 0), Level("chai"));
        Assert.Empty(_stall.Desk.ActiveHolds);
    }

    [Fact]
    public async Task What_is_in_another_basket_is_said_at_the_item_and_does_not_come_into_this_one()
    {
        await TapAsync(One, "bao~1", "add", "bao");

        var shelf = await _stall.GetAsync("/till");
        Assert.Matches("data-sku=\"bao\"[^>]*data-left=\"0\">", shelf.Html);
        Assert.Contains("in baskets</span>", shelf.Html, StringComparison.Ordinal);
        var refused = await TapAsync(Other, "chai~1", "add", "bao");

        var why = $"The last 2 are in another basket until {Soon}; tap again then.";
        Assert.Equal(409, refused.Status);
        Assert.Contains($"in baskets</span><span class=\"why\">{why}</span></button>", refused.Html.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains($"Bao &lt;b&gt;&amp;: {why}</p>", refused.Html, StringComparison.Ordinal);
        Assert.StartsWith("till-basket=chai~1;", refused.SetCookie, StringComparison.Ordinal);
        Assert.Equal((9, 1), Level("chai"));

        await TapAsync(One, "bao~2", "less", "bao");
        Assert.StartsWith("till-basket=chai~1~bao~1;", (await TapAsync(Other, "chai~1", "add", "bao")).SetCookie, StringComparison.Ordinal);
        Assert.Contains("The last one is in another basket until", (await TapAsync(Other, "chai~1~bao~1", "add", "bao")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_else_has_it_that_is_said_too()
    {
        await TapAsync(One, "bao~1", "add", "bao");

        Assert.Contains("There are no more: all that is left lies in this basket.", (await TapAsync(One, "bao~2", "add", "bao")).Html, StringComparison.Ordinal);
        Assert.Contains("Enamel pin: Sold out.", (await TapAsync(One, "bao~2", "add", "pin")).Html, StringComparison.Ordinal);
        Assert.Equal((0, 2), Level("bao"));
    }

    [Fact]
    public async Task What_is_held_is_sold_once_and_the_next_basket_is_another()
    {
        await TapAsync(One, "bao~1", "add", "bao");
        var page = await _stall.GetAsync("/till", cookie: $"bao~2; till-cart={One}");
        Assert.Contains("hidden>not so many left", page.Html.Replace("hidden=\"\"", "hidden", StringComparison.Ordinal), StringComparison.Ordinal);

        var sold = await SellAsync(page.Html, One, "bao~2");
        Assert.Equal((303, 0, 0), (sold.Status, Level("bao").Available, Level("bao").Held));
        Assert.StartsWith("till-cart=;", sold.SetCart, StringComparison.Ordinal);
        var again = await SellAsync(page.Html, One, "bao~2");
        Assert.Equal((303, sold.Location), (again.Status, again.Location));
        Assert.Single(await _stall.Desk.LatestAsync(5, Cancel));
        Assert.Equal(HoldState.Committed, _stall.Desk.FindHold(Guid.Parse(Hidden(page.Html, "hold")))!.State);
    }

    [Fact]
    public async Task A_hold_that_ran_out_is_taken_again_by_the_sale_if_the_goods_are_there()
    {
        await TapAsync(One, "", "add", "bao");
        var page = await _stall.GetAsync("/till", cookie: $"bao~1; till-cart={One}");
        _stall.Clock.Advance(BasketHolds.Lasts);

        Assert.Equal(303, (await SellAsync(page.Html, One, "bao~1")).Status);
    }

    [Fact]
    public async Task A_form_that_is_shown_again_with_its_key_names_the_same_hold()
    {
        await TapAsync(One, "", "add", "bao");
        var page = await _stall.GetAsync("/till", cookie: $"bao~1; till-cart={One}");
        _stall.Clock.Advance(BasketHolds.Lasts);

        var again = await SellAsync(page.Html, One, "bao~1", given: "1");

        Assert.Equal((400, Hidden(page.Html, "key"), Hidden(page.Html, "hold")), (again.Status, Hidden(again.Html, "key"), Hidden(again.Html, "hold")));
    }

    [Fact]
    public async Task A_hold_that_ran_out_while_somebody_else_came_is_a_sentence()
    {
        await TapAsync(One, "bao~1", "add", "bao");
        var page = await _stall.GetAsync("/till", cookie: $"bao~2; till-cart={One}");
        _stall.Clock.Advance(BasketHolds.Lasts);
        await TapAsync(Other, "bao~1", "add", "bao");

        var refused = await SellAsync(page.Html, One, "bao~2");

        Assert.Equal(409, refused.Status);
        Assert.Contains(
            $"The basket was left alone for so long that its goods went back on sale. Not enough is left: Bao &lt;b&gt;&amp;: The last 2 are in another basket until {Soon}; tap again then. Nothing was sold.",
            refused.Html,
            StringComparison.Ordinal);
        Assert.Empty(await _stall.Desk.LatestAsync(1, Cancel));
    }

    [Fact]
    public async Task Whoever_works_on_a_basket_keeps_it_and_whoever_walks_away_does_not()
    {
        await TapAsync(One, "", "add", "bao");
        _stall.Clock.Advance(BasketHolds.Lasts - TimeSpan.FromSeconds(1));
        await TapAsync(One, "bao~1", "add", "bao");
        _stall.Clock.Advance(BasketHolds.Lasts - TimeSpan.FromSeconds(1));
        Assert.Equal(409, (await TapAsync(Other, "", "add", "bao")).Status);

        _stall.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(303, (await TapAsync(Other, "", "add", "bao")).Status);
    }

    [Fact]
    public async Task A_kit_that_keeps_no_more_holds_lets_the_basket_be_and_sells()
    {
        foreach (var cart in new[] { "a", "b", "c" })
        {
            await _stall.Desk.PlaceHoldAsync(new HoldRequest(cart, [new SkuQuantity("chai", 1)]), device: null);
        }

        var tapped = await TapAsync(One, "", "add", "bao");
        Assert.Equal(303, tapped.Status);
        Assert.StartsWith("till-basket=bao~1;", tapped.SetCookie, StringComparison.Ordinal);
        Assert.Equal((2, 0), Level("bao"));
        var page = await _stall.GetAsync("/till", cookie: $"bao~1; till-cart={One}");
        Assert.Equal(303, (await SellAsync(page.Html, One, "bao~1")).Status);
    }

    [Fact]
    public async Task The_script_asks_for_the_whole_basket_and_hears_what_may_lie_in_it()
    {
        await TapAsync(Other, "", "add", "bao");

        var held = await HoldAsync(One, ("chai", 3), ("bao", 2), ("gone", 1));

        Assert.Equal([new SkuQuantity("chai", 3), new SkuQuantity("bao", 1)], held.Lines);
        Assert.Equal($"The last one is in another basket until {Soon}; tap again then.", Assert.Single(held.Refused, static one => one.Key == "bao").Value);
        Assert.Equal((7, 3, 0, 2), (Level("chai").Available, Level("chai").Held, Level("bao").Available, Level("bao").Held));
        Assert.Equal(BasketHolds.Lasts.TotalSeconds, held.RemainingSeconds);
        Assert.Equal(held.HoldId, (await HoldAsync(One, ("chai", 4))).HoldId);
        Assert.Equal((6, 4, 1, 1), (Level("chai").Available, Level("chai").Held, Level("bao").Available, Level("bao").Held));
        Assert.Equal((null, 0), (await HoldAsync(One)) is var none ? (none.HoldId, none.Lines.Count) : default);
        Assert.Equal((10, 0), Level("chai"));
    }

    [Theory]
    [InlineData("{\"cart\":\"a-shopper\",\"lines\":[]}", "cart")]
    [InlineData("{\"cart\":\"till-1111111111111111111111111111111G\",\"lines\":[]}", "cart")]
    [InlineData("{\"cart\":\"till-11111111111111111111111111111111\"}", "lines")]
    public async Task A_basket_that_is_none_is_refused_by_name(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _stall.Http.PutAsync(new Uri("/api/v1/till/basket", UriKind.Relative), content, Cancel);

        var problem = await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel);
        Assert.Equal((400, field), ((int)answer.StatusCode, problem!.Field));
    }

    [GeneratedRegex("name=\"(?<name>key|total|hold)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    private static string Hidden(string html, string name) => Field().Matches(html).First(field => field.Groups["name"].Value == name).Groups["value"].Value;

    private (long Available, long Held) Level(string sku) => (_stall.Desk.StockOf(sku).Available, _stall.Desk.StockOf(sku).Held);

    private Task<PageAnswer> TapAsync(string cart, string basket, string step, string sku) =>
        _stall.PostAsync("/till/basket", "Cashier", $"{basket}; till-cart={cart}", (step, sku));

    private Task<PageAnswer> SellAsync(string html, string cart, string basket, string given = "50") => _stall.PostAsync(
        "/till/sell",
        "Cashier",
        $"{basket}; till-cart={cart}",
        ("key", Hidden(html, "key")),
        ("total", Hidden(html, "total")),
        ("hold", Hidden(html, "hold")),
        ("basket", basket),
        ("how", "cash"),
        ("given", given));

    private async Task<TillBasketHeld> HoldAsync(string cart, params (string Sku, int Quantity)[] lines)
    {
        using var content = JsonContent.Create(new TillBasket(cart, [.. lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity))]), ContractsJson.Default.TillBasket);
        using var answer = await _stall.Http.PutAsync(new Uri("/api/v1/till/basket", UriKind.Relative), content, Cancel);
        answer.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancel), ContractsJson.Default.TillBasketHeld)!;
    }
}
