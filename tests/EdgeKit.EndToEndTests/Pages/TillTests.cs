using System.Net.Http.Json;
using System.Text.RegularExpressions;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>An evening at the till, on a tablet that was let in.</summary>
public sealed partial class TillTests(Browser browser, ITestOutputHelper output) : PageTest(browser)
{
    private const string Pin = "2580";
    private const double MostShift = 0.1;

    private static readonly Dictionary<string, string> Quick = new(StringComparer.Ordinal) { ["retryAtMost"] = "1s", ["timeout"] = "2s" };

    [Fact]
    public async Task A_cashier_sells_refunds_with_the_PIN_and_sells_on_without_the_uplink()
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        var kit = await StartLanKitAsync(new KitSetup { CloudUrl = relay.Address, Uplink = Quick });
        await SetPinAsync(kit);
        var page = await PairAsync(kit, "cashier", Screen.Tablet);

        await SellForCashAsync(page);
        await RefundAsync(page);

        // The uplink goes; selling does not.
        relay.Switch(RelayFault.Refuse);
        await page.GotoAsync("/till");
        await page.Locator("[data-sku=PIN-03].tile").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Card paid" }).ClickAsync();
        await ReachAsync(page, OrderPage());
        await Assertions.Expect(page.Locator(".banner.offline")).ToContainTextAsync("Selling works.");
        await Assertions.Expect(page.Locator("[data-state=queued]")).ToBeVisibleAsync();
        Assert.Empty(await SeriousAsync(page));

        // It is back: the same page says so by itself.
        relay.Switch(RelayFault.None);
        await Assertions.Expect(page.Locator("[data-state=confirmed]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".banner.online")).ToContainTextAsync("Online.");
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);

        // Each order once, and by whom.
        var devices = await kit.Http.GetFromJsonAsync("/api/v1/devices", ContractsJson.Default.IReadOnlyListDeviceView, Cancel);
        var by = $"\"by\":\"{devices!.Single(static device => device.Role == Role.Cashier).Id}\"";
        var feed = await kit.Http.GetStringAsync(new Uri("/api/v1/feed?limit=1000", UriKind.Relative), Cancel);
        Assert.Equal(2, (await KitReader.OrdersAsync(kit.Http, Cancel)).Count);
        Assert.Equal(2, (await KitReader.CloudOrdersAsync(cloud.Http, kit.Setup.Id, Cancel)).Count);
        Assert.Equal(3, Regex.Count(feed, by, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Without_JavaScript_the_same_is_sold_and_a_resent_form_is_one_order()
    {
        var kit = await StartLanKitAsync();
        var page = await WithoutScriptAsync(await PairAsync(kit, "cashier", Screen.Phone), Screen.Phone);

        await page.GotoAsync("/till");
        await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
        await page.Locator("[data-sku=BAO-02].tile").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One more: Masala chai" }).ClickAsync();
        await Assertions.Expect(page.Locator("#total")).ToHaveTextAsync("€13.50");
        await page.Locator("[name=given][inputmode=decimal]").FillAsync("13");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("€13.00 is less than €13.50. Nothing was sold.");
        string? sent = null;
        page.Request += (_, request) => sent = request.PostData ?? sent;
        await page.Locator("[name=given][inputmode=decimal]").FillAsync("14");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".change .big")).ToHaveTextAsync("Change €0.50");

        // The very form once more, as a browser sends it that got no answer.
        var again = await page.APIRequest.PostAsync("/till/sell", new APIRequestContextOptions
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = Lan.GetLeftPart(UriPartial.Authority), ["Content-Type"] = "application/x-www-form-urlencoded" },
            Data = sent!,
            MaxRedirects = 0,
        });
        Assert.Equal((303, new Uri(page.Url).PathAndQuery), (again.Status, again.Headers["location"]));

        Assert.Single(await KitReader.OrdersAsync(kit.Http, Cancel));
        await page.GotoAsync("/till");
        await Assertions.Expect(page.Locator(".tobasket")).ToContainTextAsync("0 in the basket");
    }

    [Fact]
    public async Task What_the_box_refuses_is_said_in_its_words_and_the_next_customer_is_another_order()
    {
        var kit = await StartKitAsync(new KitSetup { Items = [new CatalogImportItem("LAST", "Last lantern", new Money(500, "EUR"), Stock: 2)] });
        var page = await Browser.OpenAsync(Screen.Phone, kit.Address);
        await page.GotoAsync("/till");

        // Another till sells one while this one has two in its basket, which the box does not hold, and hears nothing of it.
        await page.RouteAsync("**/api/v1/events", static route => route.AbortAsync());
        await page.RouteAsync("**/api/v1/till/basket", static route => route.AbortAsync());
        await page.ReloadAsync();
        await page.Locator("[data-sku=LAST].tile").ClickAsync();
        await page.Locator("[data-sku=LAST].tile").ClickAsync();
        using var tablet = kit.NewTablet("other");
        Assert.Equal(CallOutcome.Acked, (await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("LAST", 1))).Outcome);
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("Not enough is left: Last lantern (1 left). Nothing was sold.");

        await page.GetByRole(AriaRole.Button, new() { Name = "One less: Last lantern" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await ReachAsync(page, OrderPage());
        Assert.Equal(2, (await KitReader.OrdersAsync(kit.Http, Cancel)).Count);
        await page.GotoAsync("/till");
        await Assertions.Expect(page.Locator("[data-sku=LAST].tile")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("[data-sku=LAST].tile .count")).ToHaveTextAsync("sold out");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_tills_and_the_last_piece_the_second_is_told_who_has_it_and_until_when(bool script)
    {
        var kit = await StartLanKitAsync(new KitSetup
        {
            Items = [new CatalogImportItem("LAST", "Last lantern", new Money(500, "EUR"), Stock: 1), new CatalogImportItem("TEA-01", "Masala chai", new Money(350, "EUR"), Stock: 9)],
        });
        var one = await TillAsync(kit, Screen.Tablet, script);
        var two = await TillAsync(kit, Screen.Phone, script);
        await one.Locator("[data-sku=LAST].tile").ClickAsync();
        await Assertions.Expect(one.Locator("#total")).ToHaveTextAsync("€5.00");
        await Assertions.Expect(one.Locator("#lines .short")).ToBeHiddenAsync();
        await SeeAsync(two, script, "in baskets");

        // The second is told in words, has nothing in its basket, and sells on.
        await two.Locator("[data-sku=LAST].tile").ClickAsync();
        await Assertions.Expect(two.Locator("[data-sku=LAST].tile .why")).ToHaveTextAsync(InAnotherBasket());
        await Assertions.Expect(two.Locator("#said")).ToHaveTextAsync(new Regex("^Last lantern: The last one is in another basket", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(two.Locator(".tobasket")).ToContainTextAsync("0 in the basket");
        if (script)
        {
            // axe is a script itself.
            await LookAsync(two, "told");
        }

        await SellAsync(two, "TEA-01");
        await ReachAsync(two, OrderPage());

        // Let go by the first, it is the second's, and sold once.
        await one.GetByRole(AriaRole.Button, new() { Name = "Empty the basket" }).ClickAsync();
        await Assertions.Expect(one.Locator("[data-sku=LAST].tile .count")).ToHaveTextAsync("last one");
        await two.GotoAsync("/till");
        await SellAsync(two, "LAST");
        await ReachAsync(two, OrderPage());
        await SeeAsync(one, script, "sold out");
        await Assertions.Expect(one.Locator("[data-sku=LAST].tile")).ToBeDisabledAsync();
        var level = (await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, Cancel))!.Single(static level => level.Sku == "LAST");
        Assert.Equal((0, 0, 1), (level.Available, level.Held, level.Sold));

        static async Task SeeAsync(IPage page, bool script, string words)
        {
            if (!script)
            {
                await page.ReloadAsync();
            }

            await Assertions.Expect(page.Locator("[data-sku=LAST].tile .count")).ToHaveTextAsync(words);
        }
    }

    [Fact]
    public async Task What_waits_in_the_tablet_is_never_in_the_way_of_its_own_hold()
    {
        var kit = await StartKitAsync(new KitSetup { Items = [new CatalogImportItem("LAST", "Last lantern", new Money(500, "EUR"), Stock: 1)] });
        var page = await Browser.OpenAsync(Screen.Tablet, kit.Address);
        await page.GotoAsync("/till");

        // The box holds the last piece, and nobody hears of it; then it does not answer at all.
        await page.RouteAsync("**/api/v1/till/basket", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.RouteAsync("**/api/v1/orders", static route => route.AbortAsync());
        await SellAsync(page, "LAST");
        await Assertions.Expect(page.Locator("#outbox")).ToContainTextAsync("1 order waits in this tablet.");
        Assert.Equal(1, (await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, Cancel))!.Single().Held);

        await page.UnrouteAllAsync();
        await Assertions.Expect(page.Locator("#outbox")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        Assert.Single(await KitReader.OrdersAsync(kit.Http, Cancel));
    }

    [Fact]
    public async Task What_is_sold_while_the_box_does_not_answer_waits_in_the_tablet_and_is_one_order_each()
    {
        var kit = await StartKitAsync();
        var page = await Browser.OpenAsync(Screen.Tablet, kit.Address);
        await page.GotoAsync("/till");

        // The box takes the order, and its answer is lost; then it does not answer at all.
        await page.RouteAsync("**/api/v1/orders", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await SellAsync(page, "TEA-01");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("Kept in this tablet: 1 × Masala chai, €3.50.");
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/api/v1/**", static route => route.AbortAsync());
        await SellAsync(page, "BAO-02");
        await Assertions.Expect(page.Locator("#outbox")).ToContainTextAsync("2 orders wait in this tablet.");
        Assert.Single(await KitReader.OrdersAsync(kit.Http, Cancel));

        // It is back, and what waits is sent by itself.
        await page.UnrouteAllAsync();
        await Assertions.Expect(page.Locator("#outbox")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        var orders = await KitReader.OrdersAsync(kit.Http, Cancel);
        Assert.Equal(["BAO-02", "TEA-01"], orders.SelectMany(static order => order.Lines).Select(static line => line.Sku).Order(StringComparer.Ordinal));
        Assert.All(orders, static order => Assert.Equal(PaymentMethod.Cash, order.Payment.Method));
    }

    [Fact]
    public async Task A_day_is_opened_counted_and_closed()
    {
        var kit = await StartLanKitAsync();
        var page = await PairAsync(kit, "operator", Screen.Tablet);
        await page.GotoAsync("/till/day");
        await page.Locator("[name=float]").FillAsync("150");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the till" }).ClickAsync();
        await page.GotoAsync("/till");
        await page.Locator("[data-sku=TOTE-04].tile").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await ReachAsync(page, OrderPage());
        await page.GotoAsync("/till/day");
        await Assertions.Expect(page.Locator(".day")).ToContainTextAsync("€168.00");
        await page.Locator("[name=counted]").FillAsync("167,50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close the till" }).ClickAsync();
        await Assertions.Expect(page.Locator(".day .total")).ToHaveTextAsync(new Regex("difference\\s*−€0.50", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Empty(await SeriousAsync(page));
    }

    /// <summary>Every page, by day and by night, on both screens: nothing serious for axe, large enough targets, and no wider than the screen.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everybody_can_use_it(bool night)
    {
        var kit = await StartLanKitAsync();
        foreach (var screen in new[] { Screen.Phone, Screen.Tablet })
        {
            var page = await PairAsync(kit, "cashier", screen, night);
            await page.GotoAsync("/till");
            await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
            await LookAsync(page, $"till {screen}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Pays later" }).ClickAsync();
            await ReachAsync(page, OrderPage());
            await page.Locator("summary").ClickAsync();
            await LookAsync(page, $"receipt {screen}");
            foreach (var path in new[] { "/till/orders", "/till/queue", "/till/day" })
            {
                await page.GotoAsync(path);
                await LookAsync(page, $"{path} {screen}");
            }

            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_keyboard_goes_through_it_as_the_eye_does()
    {
        var kit = await StartKitAsync();
        var page = await Browser.OpenAsync(Screen.Tablet, kit.Address);
        await page.GotoAsync("/till");
        await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
        await page.ReloadAsync();

        var order = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            order.Add(await page.EvaluateAsync<string>("() => { const at = document.activeElement; return at.getAttribute('aria-label') ?? at.dataset.name ?? at.getAttribute('name') + ' ' + at.textContent.trim(); }"));
        }

        Assert.Equal(
            [
                "null Skip to the content", "null Till", "null Orders", "null Queue", "null Day", "Masala chai", "Bao, pulled mushroom", "Enamel pin", "Tote bag",
                "One less: Masala chai", "One more: Masala chai", "Take out: Masala chai", "given Exact", "given €5.00", "given €10.00", "given €20.00", "reference", "null Card paid",
                "given", "null Take", "note", "null Pays later", "clear Empty the basket",
            ],
            order.Select(static name => name.Trim()).Take(23));
    }

    [Fact]
    public async Task The_keyboard_stays_where_it_is_when_the_stock_changes()
    {
        var kit = await StartKitAsync();
        var page = await Browser.OpenAsync(Screen.Tablet, kit.Address);
        await page.GotoAsync("/till");
        await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
        var note = page.GetByRole(AriaRole.Button, new() { Name = "€10.00", Exact = true });
        await note.FocusAsync();
        var left = await page.Locator("[data-sku=BAO-02].tile .count").TextContentAsync();

        using var tablet = kit.NewTablet("other");
        Assert.Equal(CallOutcome.Acked, (await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("BAO-02", 1))).Outcome);
        await Assertions.Expect(page.Locator("[data-sku=BAO-02].tile .count")).Not.ToHaveTextAsync(left!);

        await Assertions.Expect(note).ToBeFocusedAsync();
    }

    [Fact]
    public async Task It_is_light()
    {
        // A large table: 48 things.
        var items = Enumerable.Range(1, 48).Select(static number => new CatalogImportItem($"SKU-{number}", $"Something nice, number {number}", new Money(100 + (number * 10), "EUR"), 0.19m, Category: $"Group {number % 5}", Stock: 50)).ToList();
        var kit = await StartLanKitAsync(new KitSetup { Items = items });
        foreach (var path in new[] { "/till", "/till/orders", "/till/queue", "/till/day" })
        {
            var fresh = await PairAsync(kit, "cashier", Screen.Tablet);
            await Vitals.WatchAsync(fresh);
            var weight = await Weight.OfAsync(fresh, path);
            if (path == "/till")
            {
                await WorkAsync(fresh);
            }

            var vitals = await Vitals.OfAsync(fresh);
            output.WriteLine($"{path}: {weight}; {vitals}");
            Assert.InRange(vitals.Shift, 0, MostShift);
            Assert.InRange(weight.Html, 500, 14 * 1024);
            Assert.InRange(weight.Script, 500, 25 * 1024);
            Assert.InRange(weight.All, 2000, 100 * 1024);
            await fresh.Context.CloseAsync();
        }
    }

    [GeneratedRegex("/till/orders/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex OrderPage();

    [GeneratedRegex("^The last one is in another basket until [0-9]{2}:[0-9]{2}; tap again then\\.$", RegexOptions.None, 1000)]
    private static partial Regex InAnotherBasket();

    private async Task<IPage> TillAsync(KitProcess kit, Screen screen, bool script)
    {
        var paired = await PairAsync(kit, "cashier", screen);
        var till = script ? paired : await WithoutScriptAsync(paired, screen);
        await till.GotoAsync("/till");
        return till;
    }

    /// <summary>What a hand does at the till: taps, one more, one less, an amount.</summary>
    private static async Task WorkAsync(IPage page)
    {
        foreach (var number in Enumerable.Range(1, 6))
        {
            await page.Locator($"[data-sku=SKU-{number}].tile").ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "One more: Something nice, number 3", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One less: Something nice, number 2", Exact = true }).ClickAsync();
        await page.Locator("[name=given][inputmode=decimal]").ClickAsync();
        await page.Keyboard.TypeAsync("1,50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("Nothing was sold.");
    }

    private static async Task SellForCashAsync(IPage page)
    {
        await page.GotoAsync("/till");
        await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
        await page.Locator("[data-sku=TEA-01].tile").ClickAsync();
        await page.Locator("[data-sku=BAO-02].tile").ClickAsync();
        await Assertions.Expect(page.Locator("#total")).ToHaveTextAsync("€13.50");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#total")).ToHaveTextAsync("€13.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "€20.00" }).ClickAsync();
        await Assertions.Expect(page.Locator(".change .big")).ToHaveTextAsync("Change €6.50");
        await Assertions.Expect(page.Locator("[data-state=confirmed]")).ToBeVisibleAsync();
        Assert.Empty(await SeriousAsync(page));
    }

    private static async Task RefundAsync(IPage page)
    {
        await page.Locator("summary").ClickAsync();
        await page.Locator("[name=q-BAO-02]").FillAsync("0");
        await page.Locator("[name=q-TEA-01]").FillAsync("1");
        await page.Locator("[name=reason]").FillAsync("cold");

        // A wrong PIN first.
        await page.Locator("[name=pin]").FillAsync("0000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("The PIN is wrong.");
        await Assertions.Expect(page.Locator("[name=reason]")).ToHaveValueAsync("cold");
        await page.Locator("[name=pin]").FillAsync(Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await Assertions.Expect(page.Locator(".receipt")).ToContainTextAsync("(1 taken back)");
    }

    private static async Task SellAsync(IPage page, string sku)
    {
        await page.Locator($"[data-sku={sku}].tile").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
    }

    private static async Task LookAsync(IPage page, string where)
    {
        var small = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')].filter(one => one.offsetParent && !one.matches('.skip, [type=checkbox]')).filter(one => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44).map(one => one.outerHTML.slice(0, 120))");
        var isTooWide = await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth");
        Assert.Equal((where, "", "", false), (where, string.Join('\n', await SeriousAsync(page)), string.Join('\n', small), isTooWide));
    }

    private static async Task SetPinAsync(KitProcess kit)
    {
        using var answer = await kit.Http.PutAsJsonAsync(new Uri("/api/v1/security/pin", UriKind.Relative), new PinChange(Pin), ContractsJson.Default.PinChange, Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
