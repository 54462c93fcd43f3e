namespace EdgeKit.EndToEndTests.Pages;

/// <summary>A browser that was not let in.</summary>
public sealed class DoorPageTests(Browser browser) : PageTest(browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guest_who_opens_a_page_of_the_stall_is_led_to_pairing(bool script)
    {
        await StartLanKitAsync();
        var page = await Browser.OpenAsync(Screen.Phone, Lan, script);

        var answer = await page.GotoAsync("/till");

        Assert.Equal(401, answer!.Status);
        Assert.Equal("text/html; charset=utf-8", answer.Headers["content-type"]);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Pair this device" }).ClickAsync();
        Assert.EndsWith("/pair", page.Url, StringComparison.Ordinal);
    }
}
