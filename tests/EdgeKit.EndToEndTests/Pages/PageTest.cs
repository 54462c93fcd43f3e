using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>A test of pages in a real browser, which comes to the kit as a tablet or a phone does: over an address of the LAN.</summary>
public abstract class PageTest(Browser browser) : ProcessTest
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

    private static readonly Lazy<Task<string>> Axe = new(static () => File.ReadAllTextAsync(Path.Combine(Binaries.Root, "node_modules/axe-core/axe.min.js"), CancellationToken.None));

    /// <summary>The kit as the LAN sees it.</summary>
    protected Uri Lan { get; private set; } = new("http://unset.invalid");

    /// <summary>The browser.</summary>
    protected Browser Browser => browser;

    /// <summary>Starts a kit that listens on this machine's address of the LAN too.</summary>
    protected async Task<KitProcess> StartLanKitAsync(KitSetup? setup = null)
    {
        Lan = LanAddress.Free();
        return await StartKitAsync((setup ?? new KitSetup()) with { AlsoListens = [Lan.GetLeftPart(UriPartial.Authority)] });
    }

    /// <summary>Lets a new window in with a role, by a code that the kit prints and a person types.</summary>
    protected async Task<IPage> PairAsync(KitProcess kit, string role, Screen screen, bool night = false)
    {
        ArgumentNullException.ThrowIfNull(kit);
        var (exitCode, printed) = await kit.CommandAsync(Cancel, "pair", "--role", role, "--json");
        Assert.True(exitCode == 0, printed);
        var page = await browser.OpenAsync(screen, Lan, night: night);
        await page.GotoAsync("/pair");
        var form = page.Locator("#redeem-form");
        await form.Locator("[name=code]").FillAsync(JsonSerializer.Deserialize(printed, ContractsJson.Default.Invite)!.Code);
        await form.Locator("[name=name]").FillAsync($"The {role}'s tablet");
        await form.Locator("button").ClickAsync();
        await page.Locator("#in").WaitForAsync();
        return page;
    }

    /// <summary>Waits until the window is at an address and all of the page is there.</summary>
    protected static async Task ReachAsync(IPage page, Regex address)
    {
        ArgumentNullException.ThrowIfNull(page);
        try
        {
            await Assertions.Expect(page).ToHaveURLAsync(address, new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        }
        catch (PlaywrightException error)
        {
            Assert.Fail($"{error.Message}\n{await page.Locator("body").InnerTextAsync()}");
        }

        await LoadedAsync(page);
    }

    /// <summary>Waits until the page and all that it shows is there. The document itself is asked, again and again, which works without JavaScript too: Playwright's own waits look once and then listen, and what happens between the two they miss.</summary>
    protected static Task LoadedAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Assertions.Expect(page.Locator(":root")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete", new LocatorAssertionsToHaveJSPropertyOptions { Timeout = 30_000 });
    }

    /// <summary>The same device with JavaScript off: a window with the cookies of <paramref name="page"/>.</summary>
    protected async Task<IPage> WithoutScriptAsync(IPage page, Screen screen)
    {
        ArgumentNullException.ThrowIfNull(page);
        var plain = await browser.OpenAsync(screen, Lan, script: false);
        await plain.Context.AddCookiesAsync((await page.Context.CookiesAsync()).Select(static cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain,
            Path = cookie.Path,
            HttpOnly = cookie.HttpOnly,
            SameSite = cookie.SameSite,
            Expires = cookie.Expires,
        }));
        return plain;
    }

    /// <summary>What axe finds serious or worse on the page as it stands.</summary>
    protected static async Task<IReadOnlyList<string>> SeriousAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.EvaluateAsync(await Axe.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async rules => {
              const { passes, violations } = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
              if (passes.length === 0) throw new Error("axe found nothing to look at");
              return violations
                .filter(rule => ["serious", "critical"].includes(rule.impact))
                .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}`));
            }
            """,
            Rules);
    }
}
