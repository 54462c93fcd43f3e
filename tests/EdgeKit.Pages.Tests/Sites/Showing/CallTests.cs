using System.Net;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Tests.Sites.Showing;

public sealed class CallTests : SitesTest
{
    private static readonly Block Goods = new Block.Products("b1", "", ["bowl", "soup"]);
    private static readonly Block Places = new Block.Rsvp("b2", "", "", 2, 2);

    [Theory]
    [InlineData(false, null, null, false, "Remind")]
    [InlineData(false, 5L, null, false, "Remind")]
    [InlineData(false, 5L, 3, false, "Reply")]
    [InlineData(false, null, 0, false, "WaitForPlace")]
    [InlineData(true, 5L, 3, false, "Hold")]
    [InlineData(true, 0L, 3, false, "WaitForGoods")]
    [InlineData(true, null, 3, false, "Reply")]
    [InlineData(true, null, 0, false, "WaitForPlace")]
    [InlineData(true, null, null, false, "WaitForGoods")]
    [InlineData(true, 5L, null, true, "Checkout")]
    [InlineData(false, null, null, true, "Checkout")]
    public void Each_state_asks_for_one_thing(bool isOpen, long? goods, int? placesLeft, bool holds, string call) =>
        Assert.Equal(call, $"{CallRules.Decide(isOpen, goods, placesLeft, holds)}");

    [Fact]
    public async Task A_page_has_one_call_in_every_state()
    {
        var before = await Kit.PublishAsync("before", SampleSites.Of("Before", Goods, Places) with { Opens = SampleSites.Opens }, Cancel);
        var remind = await Kit.PublishAsync("remind", SampleSites.Of("Remind", Goods) with { Opens = SampleSites.Opens }, Cancel);
        var selling = await Kit.PublishAsync("selling", SampleSites.Of("Selling", Goods, Places), Cancel);
        var words = await Kit.PublishAsync("words", SampleSites.Of("Words", new Block.Story("b1", "", "Hello.")), Cancel);
        using var phone = Kit.Open();

        await CallsAsync(phone, before, "Save my place");
        await CallsAsync(phone, remind, "Remind me");
        await CallsAsync(phone, selling, "Hold one");
        await CallsAsync(phone, words, "Tell me when there is more");

        await phone.GetAsync(selling, Cancel);
        await phone.SubmitAsync("/hold", Cancel);
        Assert.Equal(1, Calls(phone.Html));
        await CallsAsync(phone, selling, "Check out");
        await phone.GetAsync(selling + "/checkout", Cancel);
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        Assert.Equal(1, Calls(phone.Html));

        Kit.Desk.Left["bowl"] = 0;
        Kit.Desk.Left["soup"] = 0;
        Kit.Clock.Advance(PageCache.Fresh);
        await CallsAsync(phone, selling, "Tell me when there is more");
    }

    [Fact]
    public async Task A_page_whose_time_comes_sells()
    {
        var path = await Kit.PublishAsync("drop", SampleSites.Of("Drop", Goods) with { Opens = Kit.Clock.GetUtcNow().AddMinutes(90) }, Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync(path, Cancel);
        Assert.Contains("Begins in 1 h 30 min", phone.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/hold", phone.Html, StringComparison.Ordinal);
        await phone.PostAsync(path + "/hold", [KeyValuePair.Create("sku", "bowl")], Cancel);
        Assert.Equal(HttpStatusCode.Conflict, phone.Status);
        Assert.Empty(Kit.Desk.Holds);

        Kit.Clock.Advance(TimeSpan.FromMinutes(90));
        await phone.GetAsync(path, Cancel);

        Assert.DoesNotContain("Begins in", phone.Html, StringComparison.Ordinal);
        Assert.Contains("/hold", phone.Html, StringComparison.Ordinal);
    }

    private static async Task CallsAsync(Phone phone, string path, string words)
    {
        await phone.GetAsync(path, Cancel);
        Assert.Equal((HttpStatusCode.OK, 1), (phone.Status, Calls(phone.Html)));
        Assert.Matches($"class=\"button primary[^>]*>{words}", phone.Html);
    }
}
