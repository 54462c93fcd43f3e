using System.Net;
using System.Net.Http.Headers;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Publishing;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Tests.Sites.Showing;

public sealed class PageCacheTests : SitesTest
{
    [Fact]
    public async Task A_page_is_made_once_for_everybody_until_something_on_it_changes()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Full with { Opens = null }, Cancel);
        var cache = Kit.Get<PageCache>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var phone = Kit.Open();
            await phone.GetAsync(path, Cancel);
            Assert.Contains("5 left", phone.Html, StringComparison.Ordinal);
        }));
        var first = cache.Made;
        Kit.Clock.Advance(PageCache.Fresh * 4);
        await ReadAsync(path);
        Assert.Equal(first, cache.Made);

        Kit.Desk.Left["bowl"] = 3;
        Assert.Contains("3 left", await AfterAsync(path, PageCache.Fresh), StringComparison.Ordinal);
        Assert.Equal(first + 1, cache.Made);

        // However fast the stock falls, it is made so often and no more.
        for (var left = 40; left > 20; left--)
        {
            Kit.Desk.Left["bowl"] = left;
            await AfterAsync(path, PageCache.Fresh / 10);
        }

        Assert.InRange(cache.Made - first, 2, 4);
    }

    [Fact]
    public async Task A_price_that_changes_is_shown()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Of("Soup", new Block.Products("b1", "", ["soup"])), Cancel);
        Assert.Contains("€4.50", await ReadAsync(path), StringComparison.Ordinal);

        Kit.Catalog.Price("soup", 500);

        Assert.Contains("€5.00", await AfterAsync(path, PageCache.Fresh), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task It_comes_as_the_browser_takes_it_and_not_again(string encoding)
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Full, Cancel);
        using var http = new HttpClient { BaseAddress = Kit.Address };
        using var first = await AskAsync(http, path, encoding, null);
        using var again = await AskAsync(http, path, encoding, first.Headers.ETag);

        Assert.Equal(encoding, string.Join(',', first.Content.Headers.ContentEncoding));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("Accept-Encoding,Cookie", string.Join(',', first.Headers.Vary));
        var policy = string.Join(',', first.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_holds_something_gets_a_page_of_his_own_that_nobody_keeps()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Of("Soup", new Block.Products("b1", "", ["soup"])), Cancel);
        using var holder = Kit.Open();
        using var other = Kit.Open();
        await holder.GetAsync(path, Cancel);
        await holder.SubmitAsync("/hold", Cancel);

        await holder.GetAsync(path, Cancel);
        await other.GetAsync(path, Cancel);

        Assert.Contains("You hold 1", holder.Html, StringComparison.Ordinal);
        Assert.Equal("no-store", holder.Last.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("You hold", other.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_back_is_gone_and_a_draft_was_never_there()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Full, Cancel);
        await Kit.Sites.AddAsync("draft", SampleSites.Full, Cancel);
        using var phone = Kit.Open();
        await Kit.Get<Publisher>().UnpublishAsync("soup", "tablet-1", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(path, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/e/draft", Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/e/draft/reply", Cancel)).Status);
        Assert.Equal([RecordTypes.SitePublished, RecordTypes.SiteUnpublished], Kit.Log.Records.Select(static made => made.Type));
    }

    [Theory]
    [InlineData("/e/..%2f..%2fetc%2fpasswd")]
    [InlineData("/e/%00")]
    [InlineData("/e/soup/pictures/..%2f..%2flinks.key")]
    [InlineData("/e/soup/pictures/%2e%2e%2flinks.key")]
    [InlineData("/e/soup/pictures/links.key")]
    [InlineData("/e/soup/pictures/0123456789abcdef0123456789abcdef.site")]
    public async Task Nothing_else_is_served(string path)
    {
        await Kit.PublishAsync("soup", SampleSites.Full, Cancel);
        using var phone = Kit.Open();

        await phone.GetAsync(path, Cancel);

        Assert.True(phone.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{phone.Status}");
    }

    [Fact]
    public async Task A_calendar_file_has_the_time_and_the_place()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Full, Cancel);
        using var phone = Kit.Open();

        await phone.GetAsync(path + "/calendar.ics", Cancel);

        Assert.Equal("text/calendar; charset=utf-8", phone.Last.Content.Headers.ContentType?.ToString());
        Assert.Contains("DTSTART:20260501T183000Z\r\n", phone.Html, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Row C\\, by the river\r\n", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_whose_clock_nobody_set_counts_nothing_down_and_says_so()
    {
        await using var kit = await SitesKit.StartAsync(Cancel);
        kit.Discipline.IsSynchronised = false;
        var path = await kit.PublishAsync("soup", SampleSites.Full with { Opens = kit.Clock.GetUtcNow().AddYears(1) }, Cancel);
        Assert.Contains("Begins in", (await kit.Open().GetAsync(path, Cancel)).Html, StringComparison.Ordinal);

        await using var unset = await SitesKit.StartAsync(Cancel, isClockSet: false);
        path = await unset.PublishAsync("soup", SampleSites.Full with { Opens = unset.Clock.GetUtcNow().AddYears(1) }, Cancel);

        Assert.Contains("its clock is not set", (await unset.Open().GetAsync(path, Cancel)).Html, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string path, string encoding, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await http.SendAsync(request, Cancel);
    }

    private async Task<string> ReadAsync(string path)
    {
        using var phone = Kit.Open();
        return (await phone.GetAsync(path, Cancel)).Html;
    }

    private async Task<string> AfterAsync(string path, TimeSpan wait)
    {
        Kit.Clock.Advance(wait);
        return await ReadAsync(path);
    }
}
