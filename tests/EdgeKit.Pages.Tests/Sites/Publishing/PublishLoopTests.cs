using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Guests;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Publishing;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Pages.Tests.Sites.Publishing;

public sealed class PublishLoopTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly TestClock _time = new();
    private readonly TestDiscipline _discipline = new();
    private readonly FakeRecordLog _log = new();
    private readonly FakeLogger<PublishLoop> _said = new();
    private readonly SiteFolder _folder;
    private readonly SiteStore _sites;
    private readonly RsvpBook _guests;
    private readonly KitClock _clock;
    private readonly PublishLoop _loop;

    public PublishLoopTests()
    {
        _folder = new SiteFolder(_data["sites"]);
        _sites = new SiteStore(_folder, new FakeLogger<SiteStore>());
        _guests = new RsvpBook(_log);
        _clock = new KitClock(_time, _discipline, Guid.CreateVersion7(_time.GetUtcNow()), _time.GetUtcNow());
        _loop = new PublishLoop(_time, new Random(1), _folder, _sites, new Publisher(_sites, _guests, _log), _clock, _said);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loop.Dispose();
        _sites.Dispose();
        _guests.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task What_is_due_is_published_once()
    {
        await AddAsync(SampleSites.Full, new PublishTime(_clock.Now, null, TimeSpan.FromMinutes(5)));
        await _loop.RunOnceAsync(Cancel);
        Assert.Null(_sites.Find("soup")!.Published);

        _time.Advance(TimeSpan.FromMinutes(5));
        await _loop.RunOnceAsync(Cancel);
        await _loop.RunOnceAsync(Cancel);

        var site = _sites.Find("soup")!;
        Assert.Equal(("Lantern night", null, false), (site.Published?.Title, site.Due, site.HasChanges));
        Assert.Equal([RecordTypes.SitePublished], _log.Records.Select(static made => made.Type));
        Assert.Equal(7011, Assert.Single(_said.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_once_and_it_stays_a_draft()
    {
        await AddAsync(SampleSites.Of("Soup", new Block.Template("b1", "", "{% if %}")), new PublishTime(_clock.Now, null, TimeSpan.Zero));

        await _loop.RunOnceAsync(Cancel);
        await _loop.RunOnceAsync(Cancel);

        Assert.Null(_sites.Find("soup")!.Published);
        Assert.Equal(7012, Assert.Single(_said.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task A_kit_without_sites_is_left_alone()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), await _loop.RunOnceAsync(Cancel));
        Assert.False(_folder.Exists);
    }

    private async Task AddAsync(SiteContent content, PublishTime due)
    {
        await _sites.AddAsync("soup", content, Cancel);
        await _sites.ChangeAsync("soup", site => site with { Due = due }, Cancel);
    }
}
