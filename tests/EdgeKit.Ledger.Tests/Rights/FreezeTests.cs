using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Events;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Ledger.Tests.Rights;

public sealed class FreezeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Granted_rights_freeze_after_the_limit_and_goods_at_the_stall_do_not()
    {
        await using var ledger = await OpenAsync();
        await ledger.StockAsync("s", "tea", 3);
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);

        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.Equal((13, 0), Level(ledger));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((3, 10), Level(ledger));
        var refused = Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("a", ("tea", 4)));
        Assert.Equal((3, "Not sold before the kit hears from the cloud again: 10 of 'tea'."), (refused.Available["tea"], refused.Because));
        Assert.Equal("Not sold before the kit hears from the cloud again: 10 of 'tea'. tea: 3 left", Assert.IsType<ProblemResult>(LedgerAnswers.Of(refused)).Problem.Detail);

        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("b", ("tea", 3)));
        Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("c", ("tea", 1)));
        Assert.Equal((0, 10), Level(ledger));
    }

    [Fact]
    public async Task The_freeze_ends_at_once_when_the_cloud_is_heard()
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 10), Level(ledger));

        ledger.Rights.Heard();

        Assert.Equal((10, 0), Level(ledger));
        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("a", ("tea", 10)));
    }

    [Fact]
    public async Task Who_hears_from_the_cloud_now_and_then_never_freezes()
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);

        for (var time = 0; time < 10; time++)
        {
            _time.Advance(TimeSpan.FromMinutes(59));
            Assert.Equal((10, 0), Level(ledger));
            ledger.Rights.Heard();
        }
    }

    [Theory]
    [InlineData(-730)]
    [InlineData(18_250)]
    public async Task A_wall_clock_that_jumps_freezes_nothing_early_or_late(int days)
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);

        _time.Jump = TimeSpan.FromDays(days);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((10, 0), Level(ledger));

        _time.Jump = TimeSpan.Zero;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 10), Level(ledger));
    }

    [Fact]
    public async Task Without_a_limit_nothing_ever_freezes_and_nothing_is_written()
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10);
        using var loop = Loop(ledger);
        var size = new FileInfo(_directory["ledger.db-wal"]).Length;

        _time.Advance(TimeSpan.FromDays(400));
        await loop.RunOnceAsync(Cancel);

        Assert.Equal((10, 0), Level(ledger));
        Assert.Equal(size, new FileInfo(_directory["ledger.db-wal"]).Length);
    }

    [Fact]
    public async Task A_limit_that_the_cloud_lifts_is_gone_after_a_restart_too()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.GrantAsync("tea", 10, sellForSeconds: 60);
            _time.Advance(TimeSpan.FromMinutes(2));
            await ledger.GrantAsync("tea", 10);
            Assert.Equal((10, 0), Level(ledger));
        }

        await using var again = await OpenAsync();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((10, 0), Level(again));
    }

    [Fact]
    public async Task The_remaining_time_survives_a_restart_by_ten_minutes()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);
            using var loop = Loop(ledger);
            for (var minutes = 0; minutes < 45; minutes += 5)
            {
                _time.Advance(TimeSpan.FromMinutes(5));
                await loop.RunOnceAsync(Cancel);
            }
        }

        // Fifteen minutes are left, and twenty on the disk.
        await using var again = await OpenAsync();
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal((10, 0), Level(again));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((0, 10), Level(again));
    }

    [Fact]
    public async Task A_frozen_kit_is_frozen_after_a_restart()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);
            using var loop = Loop(ledger);
            _time.Advance(Limit);
            await loop.RunOnceAsync(Cancel);
        }

        await using var again = await OpenAsync();

        Assert.Equal((0, 10), Level(again));
    }

    [Fact]
    public async Task A_kit_that_hears_from_the_cloud_writes_nothing_of_it()
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);
        using var loop = Loop(ledger);
        var size = new FileInfo(_directory["ledger.db-wal"]).Length;

        for (var hours = 0; hours < 24; hours++)
        {
            _time.Advance(TimeSpan.FromMinutes(9));
            ledger.Rights.Heard();
            await loop.RunOnceAsync(Cancel);
        }

        Assert.Equal(size, new FileInfo(_directory["ledger.db-wal"]).Length);
    }

    [Fact]
    public async Task Pages_are_told_when_rights_freeze_and_when_they_thaw()
    {
        await using var ledger = await OpenAsync();
        await ledger.GrantAsync("tea", 10, sellForSeconds: 3600);
        using var loop = Loop(ledger);
        await loop.StartAsync(Cancel);
        Assert.Equal(TimeSpan.FromMinutes(10), await _time.SleepAsync(Cancel));
        for (var tens = 0; tens < 5; tens++)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            await _time.SleepAsync(Cancel);
        }

        using var page = ledger.Events.Listen(lastEventId: null, out _);
        _time.Advance(TimeSpan.FromMinutes(10));
        await _time.SleepAsync(Cancel);
        Assert.Equal((0, 10), await HeardAsync(page));

        ledger.Rights.Heard();
        await _time.SleepAsync(Cancel);
        Assert.Equal((10, 0), await HeardAsync(page));
        await loop.StopAsync(Cancel);
    }

    private static async Task<(long Available, long Frozen)> HeardAsync(EventListener page)
    {
        var said = await page.Events.ReadAsync(Cancel);
        Assert.Equal("stock", said.Type);
        var level = Assert.Single((IReadOnlyList<StockLevel>)said.Value);
        return (level.Available, level.Frozen);
    }

    private static (long Available, long Frozen) Level(OpenLedger ledger) => (ledger.Writer.Stock["tea"].Available, ledger.Writer.Stock["tea"].Frozen);

    private FreezeLoop Loop(OpenLedger ledger) => new(ledger.Writer, ledger.Events, new Random(1), _time, new FakeLogger<FreezeLoop>());

    private Task<OpenLedger> OpenAsync() => OpenLedger.OpenAsync(_directory, _time);
}
