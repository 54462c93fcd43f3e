using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>A creator's page, from a template to a shopper's receipt, on phones.</summary>
public sealed class SiteTests(Browser browser, ITestOutputHelper output) : PageTest(browser)
{
    private const int MostInteractions = 5;
    private const int MostHtml = 14_000;
    private const int MostScript = 25_000;
    private const int MostFirstView = 100_000;
    private const double MostShift = 0.1;

    private static readonly KitSetup Stall = new()
    {
        Items =
        [
            new("ramen", "Miso ramen, small bowl", new Money(980, "EUR"), 0.07m, Category: "Food", Stock: 12),
            new("bao", "Bao, pulled mushroom", new Money(650, "EUR"), 0.07m, Category: "Food", Stock: 7),
            new("mug", "Speckled mug", new Money(2400, "EUR"), 0.19m, Category: "Ceramics", Stock: 3),
        ],
    };

    // Where the focus is, whether that is what was looked for, and how far down; what stays in its place while the page moves has no place in it.
    private const string Focus = """
        selector => {
          const at = document.activeElement;
          let stays = false;
          for (let up = at; up; up = up.parentElement) stays ||= ["fixed", "sticky"].includes(getComputedStyle(up).position);
          return [at.matches(selector) ? 1 : 0, stays || at.matches("a[href='#main'], a[href='#page']") ? -1 : at.getBoundingClientRect().bottom + scrollY];
        }
        """;

    private int _interactions;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_creator_publishes_from_a_template_and_a_shopper_has_a_receipt_in_five_interactions(bool script)
    {
        var kit = await StartLanKitAsync(Stall);
        await PublishAsync(kit, script);
        var phone = await Browser.OpenAsync(Screen.Phone, Lan, script);
        var second = await Browser.OpenAsync(Screen.Phone, Lan, script);
        await second.GotoAsync("/e/tonights-table");
        await phone.GotoAsync("/e/tonights-table");
        Assert.Equal(1, await phone.Locator("#page .button.primary").CountAsync());
        Assert.Equal("12 left", await second.Locator(".goods:not(.pinned) [data-stock=ramen]").InnerTextAsync());

        _interactions = 0;
        await TapAsync(phone.Locator("#call .button.primary"));
        await FillAsync(phone.Locator("#name"), "Kim");
        await FillAsync(phone.Locator("#email"), "kim@example.org");
        await TapAsync(phone.Locator("button.primary"));

        await phone.GetByText("Show this code at the stall").WaitForAsync();
        output.WriteLine($"from landing to receipt: {_interactions} interactions, JavaScript {(script ? "on" : "off")}");
        Assert.InRange(_interactions, 1, MostInteractions);
        Assert.Matches("17-0001", await phone.Locator("h1").InnerTextAsync());
        Assert.NotEqual("", await phone.Locator(".promise").InnerTextAsync());
        await LoadedAsync(phone);
        var drawn = await phone.Locator(".qr").EvaluateAsync<int>("picture => picture.naturalWidth");
        Assert.NotEqual(0, drawn);

        if (!script)
        {
            await second.ReloadAsync();
        }

        await Assertions.Expect(second.Locator(".goods:not(.pinned) [data-stock=ramen]")).ToHaveTextAsync("11 left");

        // The same device types nothing the second time.
        await phone.GotoAsync("/e/tonights-table");
        _interactions = 0;
        await TapAsync(phone.Locator("#call .button.primary"));
        await TapAsync(phone.Locator("button.primary"));
        await phone.GetByText("Show this code at the stall").WaitForAsync();
        output.WriteLine($"the second time: {_interactions} interactions");
        Assert.Equal(2, _interactions);

        // What is not wanted any more goes back on sale.
        await phone.GetByText("I do not want it any more").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Cancel the order" }).ClickAsync();
        await phone.GetByText("Nothing is to be paid").WaitForAsync();
        Assert.Equal(11, (await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, Cancel))!.Single(static level => level.Sku == "ramen").Available);
    }

    [Fact]
    public async Task By_keyboard_alone_a_shopper_comes_to_a_receipt_and_goes_as_the_eye_does()
    {
        var kit = await StartLanKitAsync(Stall);
        await PublishAsync(kit, script: true);
        var phone = await Browser.OpenAsync(Screen.Phone, Lan);
        await phone.GotoAsync("/e/tonights-table");

        await TabToAsync(phone, "#call .button.primary");
        await phone.Keyboard.PressAsync("Enter");
        await phone.Locator("#name").WaitForAsync();
        await TabToAsync(phone, "#name");
        await phone.Keyboard.TypeAsync("Kim");
        await TabToAsync(phone, "#email");
        await phone.Keyboard.TypeAsync("kim@example.org");
        await TabToAsync(phone, "button.primary");
        await phone.Keyboard.PressAsync("Enter");

        await phone.GetByText("Show this code at the stall").WaitForAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_is_fit_for_everybody_and_within_its_budget(bool night)
    {
        var kit = await StartLanKitAsync(Stall);
        var creator = await PublishAsync(kit, script: true, night);
        var phone = await Browser.OpenAsync(Screen.Phone, Lan, night: night);
        await Vitals.WatchAsync(phone);
        var weight = await Weight.OfAsync(phone, "/e/tonights-table");
        await PrintAsync(phone, string.Create(CultureInfo.InvariantCulture, $"landing: {weight.Html} bytes of HTML, {weight.Script} of script, {weight.All} in all without pictures"));
        Assert.InRange(weight.Html, 1, MostHtml);
        Assert.InRange(weight.Script, 1, MostScript);
        Assert.InRange(weight.All, 1, MostFirstView);

        var found = new List<string>();
        found.AddRange(await SeriousAsync(phone));
        found.AddRange(await SeriousAsync(creator));
        await creator.GotoAsync("/sites");
        found.AddRange(await SeriousAsync(creator));
        await phone.Locator("#call .button.primary").ClickAsync();
        await phone.Locator("#name").WaitForAsync();
        found.AddRange(await SeriousAsync(phone));
        await FillInAsync(phone);
        await phone.Locator("button.primary").ClickAsync();
        await phone.Locator(".qr").WaitForAsync();
        await PrintAsync(phone, "receipt");
        found.AddRange(await SeriousAsync(phone));

        // A till that reads the code is led to the order.
        var till = await PairAsync(kit, "cashier", Screen.Phone, night);
        await till.GotoAsync(phone.Url);
        found.AddRange(await SeriousAsync(till));
        await till.GetByRole(AriaRole.Link, new() { Name = "Open at the till" }).ClickAsync();
        await Assertions.Expect(till.Locator("#number")).ToHaveTextAsync("Receipt 17-0001");
        Assert.Equal(0, await phone.GetByText("Open at the till").CountAsync());
        await phone.GotoAsync("/e/tonights-table/reply?for=goods");
        found.AddRange(await SeriousAsync(phone));
        await phone.GotoAsync("/e/nothing");
        found.AddRange(await SeriousAsync(phone));
        Assert.Empty(found);
    }

    [Fact]
    public async Task A_page_of_somebody_else_cannot_hold_order_or_publish()
    {
        var kit = await StartLanKitAsync(Stall);
        var creator = await PublishAsync(kit, script: true);
        var cookie = string.Join("; ", (await creator.Context.CookiesAsync()).Select(static one => $"{one.Name}={one.Value}"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Lan };

        async Task<HttpStatusCode> PostAsync(string path, string? origin, string? cookies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("sku", "bao"), KeyValuePair.Create("template", "food"), KeyValuePair.Create("do", "unpublish")]) };
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            if (cookies is not null)
            {
                request.Headers.Add("Cookie", cookies);
            }

            using var answer = await http.SendAsync(request, Cancel);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/e/tonights-table/hold", "http://elsewhere.example", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/e/tonights-table/order", "null", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/sites", "http://elsewhere.example", cookie));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/sites/tonights-table", null, cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/sites", Lan.GetLeftPart(UriPartial.Authority), null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/api/v1/orders", Lan.GetLeftPart(UriPartial.Authority), null));
        Assert.Equal(7, (await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, Cancel))!.Single(static level => level.Sku == "bao").Available);
    }

    [Fact]
    public async Task Places_replies_and_sites_are_there_after_a_power_cut()
    {
        var kit = await StartLanKitAsync(Stall);
        var creator = await PairAsync(kit, "creator", Screen.Tablet);
        await creator.GotoAsync("/sites");
        await creator.GetByRole(AriaRole.Button, new() { Name = "Concert or gathering" }).ClickAsync();
        var rsvp = creator.Locator("input[name$='.capacity']");
        await rsvp.FillAsync("1");
        await creator.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await creator.GetByText("everybody sees it now").WaitForAsync();
        var pages = new List<string>();
        foreach (var name in new[] { "Kim", "Bo" })
        {
            var phone = await Browser.OpenAsync(Screen.Phone, Lan);
            await phone.GotoAsync("/e/an-evening-of-songs");
            await phone.Locator("#call .button.primary").ClickAsync();
            await phone.Locator("#name").FillAsync(name);
            await phone.Locator("button.primary").ClickAsync();
            await phone.Locator("h1").WaitForAsync();
            pages.Add(phone.Url);
        }

        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);

        var again = await Browser.OpenAsync(Screen.Phone, Lan, script: false);
        await again.GotoAsync(pages[0]);
        Assert.Contains("You are in, Kim", await again.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await again.GotoAsync(pages[1]);
        Assert.Contains("You wait, Bo", await again.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await again.GotoAsync(pages[0]);
        await again.GetByText("I cannot come").ClickAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await again.GotoAsync(pages[1]);
        Assert.Contains("You are in, Bo", await again.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task<IPage> PublishAsync(KitProcess kit, bool script, bool night = false)
    {
        var paired = await PairAsync(kit, "creator", Screen.Tablet, night);
        var creator = script ? paired : await WithoutScriptAsync(paired, Screen.Tablet);
        await creator.GotoAsync("/sites");
        await creator.GetByRole(AriaRole.Button, new() { Name = "Food stall evening" }).ClickAsync();
        await creator.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await creator.GetByText("everybody sees it now").WaitForAsync();
        return creator;
    }

    /// <summary>What a hand does at the checkout: types, opens, ticks, and thinks better of it.</summary>
    private async Task FillInAsync(IPage phone)
    {
        await phone.Locator("#name").ClickAsync();
        await phone.Keyboard.TypeAsync("Kim");
        await phone.Locator("summary").ClickAsync();
        await phone.Locator("#address").ClickAsync();
        await phone.Locator("[name=agrees]").ClickAsync();
        await PrintAsync(phone, "checkout, typed, opened and ticked");
        await phone.Locator("[name=agrees]").ClickAsync();
    }

    private async Task PrintAsync(IPage page, string what)
    {
        var vitals = await Vitals.OfAsync(page);
        output.WriteLine($"{what}; {vitals}");
        Assert.InRange(vitals.Shift, 0, MostShift);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        var lowest = 0.0;
        for (var tabs = 0; tabs < 60; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<double[]>(Focus, selector);
            if (focus[1] >= 0)
            {
                // One row's things are not all of one height.
                Assert.True(focus[1] > lowest - 40, $"on the way to {selector} the focus went up from {lowest} to {focus[1]}");
                lowest = focus[1];
            }

            if (focus[0] > 0)
            {
                return;
            }
        }

        Assert.Fail($"sixty tabs do not lead to {selector}");
    }

    private async Task TapAsync(ILocator what)
    {
        _interactions++;
        await what.ClickAsync();
    }

    private async Task FillAsync(ILocator what, string text)
    {
        _interactions++;
        await what.FillAsync(text);
    }
}
