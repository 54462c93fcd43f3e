using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Publishing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Pages.Tests.Sites.Publishing;

public sealed class PublishLoopTests : SitesTest
{
    private readonly FakeLogger<PublishLoop> _said = new();

    private KitClock Now => Kit.Get<KitClock>();

    [Fact]
    public async Task What_is_due_is_published_once()
    {
        using var loop = Loop();
        await AddAsync(SampleSites.Full, new PublishTime(Now.Now, null, TimeSpan.FromMinutes(5)));
        await loop.RunOnceAsync(Cancel);
        Assert.Null(Kit.Sites.Find("soup")!.Published);

        Kit.Clock.Advance(TimeSpan.FromMinutes(5));
        await loop.RunOnceAsync(Cancel);
        await loop.RunOnceAsync(Cancel);

        var site = Kit.Sites.Find("soup")!;
        Assert.Equal(("Lantern night", null, false), (site.Published?.Title, site.Due, site.HasChanges));
        Assert.Equal([RecordTypes.SitePublished], Kit.Log.Records.Select(static made => made.Type));
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_once_and_it_stays_a_draft()
    {
        using var loop = Loop();
        await AddAsync(SampleSites.Of("Soup", new Block.Template("b1", "", "{% if %}")), new PublishTime(Now.Now, null, TimeSpan.Zero));

        await loop.RunOnceAsync(Cancel);
        await loop.RunOnceAsync(Cancel);

        Assert.Null(Kit.Sites.Find("soup")!.Published);
        Assert.Single(_said.Collector.GetSnapshot(), static said => said.Id.Id == 7012);
    }

    [Fact]
    public async Task A_kit_without_sites_is_left_alone()
    {
        using var loop = Loop();

        Assert.Equal(TimeSpan.FromMinutes(1), await loop.RunOnceAsync(Cancel));
        Assert.False(Kit.Get<SiteFolder>().Exists);
    }

    private PublishLoop Loop() => new(Kit.Clock, new Random(1), Kit.Get<SiteFolder>(), Kit.Sites, Kit.Get<Publisher>(), Now, _said);

    private async Task AddAsync(SiteContent content, PublishTime due)
    {
        await Kit.Sites.AddAsync("soup", content, Cancel);
        await Kit.Sites.ChangeAsync("soup", site => site with { Due = due }, Cancel);
    }
}
