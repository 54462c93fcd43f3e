using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Pages.Tests.Sites.Keeping;

public sealed class SiteStoreTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeLogger<SiteStore> _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SiteFolder Folder => new(_data["sites"]);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_kept_is_there_after_a_restart()
    {
        await KeepAsync("Lantern night");

        using var store = new SiteStore(Folder, _log);

        Assert.Equal(("lantern-night", 2L), (store.All.Single().Slug, store.Find("lantern-night")!.Revision));
        Assert.Equal("Lantern night", store.Find("lantern-night")!.Published!.Title);
        Assert.Empty(_log.Collector.GetSnapshot());
    }

    [Fact]
    public void A_kit_without_sites_touches_nothing()
    {
        using var store = new SiteStore(Folder, _log);

        Assert.Empty(store.All);
        Assert.Null(store.Find("a"));
        Assert.False(Folder.Exists);
    }

    [Theory]
    [InlineData("lantern-night.site")]
    [InlineData("sites.db")]
    public async Task Either_copy_is_enough(string damaged)
    {
        await KeepAsync("Lantern night");
        await File.WriteAllBytesAsync(Folder.At(damaged), [1, 2, 3], Cancel);

        using var store = new SiteStore(Folder, _log);

        Assert.Equal("Lantern night", store.All.Single().Published!.Title);
        Assert.NotEmpty(_log.Collector.GetSnapshot());
    }

    [Fact]
    public async Task Of_two_copies_the_newer_counts()
    {
        await KeepAsync("Lantern night");
        var old = await File.ReadAllBytesAsync(Folder.At("lantern-night.site"), Cancel);
        using (var store = new SiteStore(Folder, _log))
        {
            await store.ChangeAsync("lantern-night", static site => site with { Revision = 3, Draft = site.Draft with { Title = "Newer" } }, Cancel);
        }

        await File.WriteAllBytesAsync(Folder.At("lantern-night.site"), old, Cancel);
        using var again = new SiteStore(Folder, _log);

        Assert.Equal("Newer", again.Find("lantern-night")!.Draft.Title);
    }

    [Fact]
    public async Task Two_of_one_title_have_two_addresses()
    {
        using var store = new SiteStore(Folder, _log);

        var first = await store.AddAsync("a", SampleSites.Of("A"), Cancel);
        var second = await store.AddAsync("a", SampleSites.Of("A"), Cancel);

        Assert.Equal(("a", "a-2"), (first!.Slug, second!.Slug));
    }

    [Fact]
    public async Task There_are_only_so_many()
    {
        using var store = new SiteStore(Folder, _log);
        for (var number = 0; number < SiteLimits.Sites; number++)
        {
            Assert.NotNull(await store.AddAsync($"s{number}", SampleSites.Of("A"), Cancel));
        }

        Assert.Null(await store.AddAsync("one-more", SampleSites.Of("A"), Cancel));
        Assert.True(await store.RemoveAsync("s7", Cancel));
        Assert.NotNull(await store.AddAsync("one-more", SampleSites.Of("A"), Cancel));
    }

    [Fact]
    public async Task What_was_removed_stays_away()
    {
        await KeepAsync("Lantern night");
        using (var store = new SiteStore(Folder, _log))
        {
            Assert.True(await store.RemoveAsync("lantern-night", Cancel));
            Assert.False(await store.RemoveAsync("lantern-night", Cancel));
        }

        using var again = new SiteStore(Folder, _log);

        Assert.Empty(again.All);
    }

    [Fact]
    public async Task Changes_at_once_are_all_made()
    {
        using var store = new SiteStore(Folder, _log);
        await store.AddAsync("a", SampleSites.Of("A"), Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.ChangeAsync("a", static site => site with { Revision = site.Revision + 1 }, Cancel)));

        Assert.Equal(21, store.Find("a")!.Revision);
    }

    private async Task KeepAsync(string title)
    {
        using var store = new SiteStore(Folder, _log);
        var site = await store.AddAsync(Slug.Of(title), SampleSites.Full with { Title = title }, Cancel);
        await store.ChangeAsync(site!.Slug, static site => site with { Revision = 2, Published = site.Draft, PublishedRevision = 2 }, Cancel);
    }
}
