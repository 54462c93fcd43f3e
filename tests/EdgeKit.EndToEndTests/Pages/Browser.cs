using EdgeKit.Testing.Players;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(EdgeKit.EndToEndTests.Pages.Browser))]

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>Debian's Chromium, one for all tests of pages. Each test opens windows of its own, which share nothing.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = PlayerRun.Browser, Args = ["--no-sandbox"] });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window without cookies, of a screen's size.</summary>
    /// <param name="screen">How large.</param>
    /// <param name="site">What its addresses begin with.</param>
    /// <param name="script">Whether JavaScript runs.</param>
    /// <param name="night">Whether it asks for the dark theme.</param>
    public async Task<IPage> OpenAsync(Screen screen, Uri site, bool script = true, bool night = false)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(site);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            HasTouch = true,
            JavaScriptEnabled = script,
            ColorScheme = night ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}
