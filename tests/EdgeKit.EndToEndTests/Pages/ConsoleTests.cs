using System.Net.Http.Json;
using System.Text.RegularExpressions;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>The console in a real browser: what it shows, how it is reached by keyboard, and that it keeps itself new.</summary>
public sealed class ConsoleTests(Browser browser) : PageTest(browser)
{
    private const string Power = """
        sensors:
          - { id: evening, driver: simulated, scenario: market-a, speed: 60, every: 500ms }
        power:
          packs: [{ id: pack-a, sensor: evening, temperature: evening, capacity: 14Ah }]
          sources: [{ id: "pack A", kind: battery, bus: "12 V", pack: pack-a }]
          buses: [{ id: "12 V", limit: 120W }, { id: "5 V", fedBy: "12 V", efficiency: 90% }]
          loads:
            - { id: sign, bus: "12 V", nominal: 12W }
            - { id: "tills and box", bus: "5 V", nominal: 18W }
          checks: [{ id: extinguisher, name: "Fire extinguisher in reach", every: 2h }]

        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_tile_and_what_is_behind_it_can_be_read_by_day_and_by_night(bool night)
    {
        var kit = await StartLanKitAsync(new KitSetup { Yaml = Power });
        var page = await PairAsync(kit, "viewer", night ? Screen.Phone : Screen.Tablet, night);
        var ids = (await kit.Http.GetFromJsonAsync("/api/v1/console", ContractsJson.Default.ConsoleView, Cancel))!.Tiles.Select(static tile => tile.Id).ToList();
        Assert.Equal(["till", "stream", "stock", "power", "uplink", "storage", "checks", "devices", "updates"], ids);

        await page.GotoAsync("/console");
        Assert.Empty(await SeriousAsync(page));
        Assert.Equal("simulated", await page.Locator(".tile:has(a[href='/console/power']) em").InnerTextAsync());
        foreach (var id in ids)
        {
            await page.GotoAsync($"/console/{id}");
            Assert.Equal(1, await page.Locator(".tile.wide").CountAsync());
            Assert.Empty(await SeriousAsync(page));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"/console/{id} is wider than the screen");
        }
    }

    [Fact]
    public async Task The_keyboard_goes_through_the_tiles_in_their_order_and_into_one_and_back()
    {
        var kit = await StartLanKitAsync(new KitSetup { Yaml = Power });
        var page = await PairAsync(kit, "operator", Screen.Tablet);
        await page.GotoAsync("/console");
        var order = await page.Locator("a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");

        var reached = new List<string>();
        while (reached.Count < order.Length)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        }

        Assert.Equal(order, reached);
        await page.Locator("a[href='/console/power']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await ReachAsync(page, new Regex("/console/power$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(5, await page.Locator(".map g").CountAsync());
        Assert.Equal(4, await page.Locator(".map path").CountAsync());

        // The way past the bar comes first.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("/console", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href') ?? document.activeElement.outerHTML.slice(0, 200)"));
        await page.Keyboard.PressAsync("Enter");
        await ReachAsync(page, new Regex("/console$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_order_a_check_and_a_cut_uplink_show_without_a_reload()
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        var kit = await StartLanKitAsync(new KitSetup { Yaml = Power, CloudUrl = relay.Address, Uplink = new Dictionary<string, string>(StringComparer.Ordinal) { ["retryAtMost"] = "1s", ["timeout"] = "2s" } });
        var page = await PairAsync(kit, "cashier", Screen.Tablet);
        await page.GotoAsync("/console");
        await Assertions.Expect(page.Locator("a[href='/console/till'] .figure strong")).ToHaveTextAsync("0");
        var loads = 0;
        page.Load += (_, _) => loads++;

        await SellAsync(kit.NewTablet("till"), 1);
        await Assertions.Expect(page.Locator("a[href='/console/till'] .figure strong")).ToHaveTextAsync("1");
        relay.Switch(RelayFault.Refuse);
        await SellAsync(kit.NewTablet("till"), 1);
        await Assertions.Expect(page.Locator(".tile.amber:has(a[href='/console/uplink'])")).ToContainTextAsync("Selling goes on");
        Assert.Equal(0, loads);

        await page.GotoAsync("/console/checks");
        await page.Locator("form.check").First.Locator("[name=by]").FillAsync("Ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile.wide.green")).ToContainTextAsync("Nothing to look at now.");
    }

    [Fact]
    public async Task A_console_that_loses_the_box_says_so_and_keeps_what_it_last_said()
    {
        var kit = await StartLanKitAsync();
        var page = await PairAsync(kit, "viewer", Screen.Phone);
        await page.GotoAsync("/console");

        await kit.Child.KillAsync(Cancel);

        await Assertions.Expect(page.Locator("#link[data-connected=false]")).ToContainTextAsync("The box does not answer");
        Assert.Equal(9, await page.Locator(".tile").CountAsync());
    }
}
