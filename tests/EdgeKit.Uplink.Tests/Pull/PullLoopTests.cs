using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Testing;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Pull;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Pull;

public sealed class PullLoopTests : IDisposable
{
    private static readonly Guid Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605");

    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();
    private readonly MemoryFeed _feed = new();
    private readonly FakeCloud _cloud;
    private readonly FakeRights _rights = new();
    private readonly FakeCatalog _catalog = new();
    private readonly OutageHistory _history = new();
    private readonly List<(string Since, TimeSpan Wait)> _asked = [];
    private UplinkMemoryStore _memory;
    private PullLoop _loop;

    public PullLoopTests()
    {
        _cloud = new FakeCloud(_feed);
        (_memory, _loop) = Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Rights_are_taken_and_then_the_cursor_moves()
    {
        Answer("v1~7", Rights(10), Snapshot("1"));

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(10, Assert.Single(Assert.Single(_rights.Received).Skus).Granted);
        Assert.Equal("v1~7", _memory.FeedCursor);
        Assert.Equal(1, _rights.TimesHeard);
    }

    [Fact]
    public async Task A_cloud_that_has_nothing_is_asked_with_patience_from_the_second_time_on()
    {
        Answer("");
        await _loop.RunOnceAsync(Cancel);
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(TimeSpan.Zero, _asked[0].Wait);
        Assert.True(_asked[1].Wait > TimeSpan.FromSeconds(30), $"It was asked for {_asked[1].Wait} only.");
    }

    [Fact]
    public async Task A_disk_that_fails_keeps_the_cursor_and_the_rights_come_again()
    {
        Answer("v1~7", Rights(10));
        _rights.Fault = new IOException("Planted.");

        await Assert.ThrowsAsync<IOException>(async () => await _loop.RunOnceAsync(Cancel));
        Assert.Equal("", _memory.FeedCursor);

        _rights.Fault = null;
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(["", ""], _asked.Select(static asked => asked.Since));
        Assert.Single(_rights.Received);
    }

    [Fact]
    public async Task A_kit_without_a_catalogue_asks_from_the_start_once_and_then_waits_for_news()
    {
        Answer("~7", Rights(10));
        await _loop.RunOnceAsync(Cancel);
        Answer("~7");
        await _loop.RunOnceAsync(Cancel);
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(["", "~7", "~7"], _asked.Select(static asked => asked.Since));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(50)], _asked.Select(static asked => asked.Wait));
        Assert.Single(_rights.Received);
    }

    [Fact]
    public async Task A_lost_memory_fetches_everything_again()
    {
        Answer("v1~7", Rights(10), Snapshot("1"));
        await _loop.RunOnceAsync(Cancel);
        File.Delete(_directory["uplink.json"]);

        Restart();
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(["", ""], _asked.Select(static asked => asked.Since));
        Assert.Equal(2, _rights.Received.Count);
    }

    [Fact]
    public async Task A_restart_goes_on_at_the_cursor()
    {
        Answer("v1~7", Snapshot("1"));
        await _loop.RunOnceAsync(Cancel);

        Restart();
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(["", "v1~7"], _asked.Select(static asked => asked.Since));
    }

    [Fact]
    public async Task A_lost_catalogue_is_fetched_once_more_with_the_rights()
    {
        Answer("v1~7", Snapshot("1"));
        await _loop.RunOnceAsync(Cancel);
        _catalog.Lose();
        Answer("~9", Rights(12));
        await _loop.RunOnceAsync(Cancel);
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(["", "", "~9"], _asked.Select(static asked => asked.Since));
    }

    [Fact]
    public async Task An_entry_of_a_kind_unknown_holds_nothing_up()
    {
        Answer("v1~7", new DownEntry("release.offered"), Rights(10));

        await _loop.RunOnceAsync(Cancel);

        Assert.Single(_rights.Received);
        Assert.Equal("v1~7", _memory.FeedCursor);
    }

    [Fact]
    public async Task A_cloud_that_does_not_answer_is_not_heard()
    {
        _cloud.Feed = static (_, _) => throw new HttpRequestException("Planted.");

        await Assert.ThrowsAsync<HttpRequestException>(async () => await _loop.RunOnceAsync(Cancel));

        Assert.Equal(0, _rights.TimesHeard);
    }

    private static DownEntry Rights(long granted) => new("stock.rights", Rights: new StockRights(Incarnation, [new StockRight("tea", granted, 0)]));

    private static DownEntry Snapshot(string version) => new("catalog.snapshot", Snapshot: new CatalogSnapshot(version, []));

    private void Answer(string next, params DownEntry[] entries) => _cloud.Feed = (since, wait) =>
    {
        _asked.Add((since, wait));
        return new DownFeed(next, entries);
    };

    private void Restart()
    {
        _loop.Dispose();
        (_memory, _loop) = Start();
    }

    private (UplinkMemoryStore Memory, PullLoop Loop) Start()
    {
        var settings = TestSettings.Of(_directory.Path, ("uplink.url", "http://127.0.0.1:1"));
        var options = settings.Read("uplink", UplinkOptions.Read);
        var clock = new KitClock(_time, new TestDiscipline(), Guid.Empty, _time.GetUtcNow());
        var status = new UplinkStatus(options, _history, new LinkEstimate(), _feed, clock, new EventStream("test"), _time, new FakeLogger<UplinkStatus>());
        var memory = new UplinkMemoryStore(settings, _history, new FakeLogger<UplinkMemoryStore>());
        memory.Load();
        return (memory, new PullLoop(
            _cloud, _catalog, _catalog, _rights, status, memory, new UplinkBell(_time), options, new FakePower(), new Random(1), _time, new FakeLogger<PullLoop>()));
    }
}
