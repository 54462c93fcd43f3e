using System.Net;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.News;

namespace EdgeKit.Pages.Tests.Sites.News;

public sealed class SiteNewsTests : SitesTest
{
    [Fact]
    public async Task A_phone_that_listens_hears_that_the_stock_falls()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Of("Soup", new Block.Products("b1", "", ["soup"])), Cancel);
        using var http = new HttpClient { BaseAddress = Kit.Address };
        await using var stream = await http.GetStreamAsync(new Uri(path + "/events", UriKind.Relative), Cancel);
        using var reader = new StreamReader(stream);
        Assert.Equal("first", await EventAsync(reader, "\"soup\":40"));

        Kit.Desk.Left["soup"] = 39;
        await Kit.Get<NewsLoop>().RunOnceAsync(Cancel);

        Assert.Equal("state", await EventAsync(reader, "\"soup\":39"));
    }

    [Fact]
    public async Task Nothing_is_looked_at_while_nobody_listens()
    {
        await Kit.PublishAsync("soup", SampleSites.Full, Cancel);

        Assert.Equal(TimeSpan.FromHours(1), await Kit.Get<NewsLoop>().RunOnceAsync(Cancel));
    }

    [Fact]
    public async Task A_listener_hears_the_last_state_and_only_what_is_new()
    {
        var news = new SiteNews(Kit.Clock);
        using var listener = news.Join("soup", "a")!;
        news.Say("soup", [1]);
        news.Say("soup", [2]);
        news.Say("soup", [2]);

        Assert.Equal([2], await listener.NextAsync(Cancel));
        var next = listener.NextAsync(Cancel).AsTask();
        Assert.False(next.IsCompleted);
        news.Say("bread", [3]);
        news.Say("soup", [4]);
        Assert.Equal([4], await next);
    }

    [Fact]
    public void Listeners_are_bounded_by_address_and_in_all()
    {
        var news = new SiteNews(Kit.Clock);
        var own = Enumerable.Range(0, SiteNews.MostOfOne).Select(_ => news.Join("soup", "a")).ToList();
        Assert.DoesNotContain(null, own);
        Assert.Null(news.Join("soup", "a"));
        own[0]!.Dispose();
        own[0]!.Dispose();
        Assert.NotNull(news.Join("soup", "a"));
        Assert.Null(news.Join("soup", "a"));

        var others = Enumerable.Range(0, SiteNews.Most).Select(number => news.Join("soup", $"b{number}")).ToList();
        Assert.Equal(SiteNews.Most - SiteNews.MostOfOne, others.Count(static listener => listener is not null));
    }

    [Fact]
    public void A_site_that_nobody_listens_to_any_more_is_forgotten()
    {
        var news = new SiteNews(Kit.Clock);
        var listener = news.Join("soup", "a")!;
        Assert.Equal(["soup"], news.Wanted);

        listener.Dispose();

        Assert.Empty(news.Wanted);
    }

    [Fact]
    public async Task What_is_not_published_has_no_news()
    {
        using var http = new HttpClient { BaseAddress = Kit.Address };

        using var answer = await http.GetAsync(new Uri("/e/nothing/events", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string?> EventAsync(StreamReader reader, string data)
    {
        string? type = null;
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                type = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && line.Contains(data, StringComparison.Ordinal))
            {
                return type;
            }
        }

        return null;
    }
}
