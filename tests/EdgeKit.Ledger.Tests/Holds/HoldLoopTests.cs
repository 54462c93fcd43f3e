using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Events;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Log;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldLoopTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();
    private OpenLedger _ledger = null!;
    private HoldLoop _loop = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = await OpenLedger.OpenAsync(_directory, _time);
        await _ledger.StockAsync("s", "tea", 10);
        _loop = new HoldLoop(_ledger.Writer, _time, new Random(1), new FakeLogger<HoldLoop>());
    }

    public async ValueTask DisposeAsync()
    {
        _loop.Dispose();
        await _ledger.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Holds_expire_on_time_and_pages_hear_of_it_without_the_cart()
    {
        await _loop.StartAsync(Cancel);
        Assert.Equal(TimeSpan.FromHours(1), await _time.SleepAsync(Cancel));
        using var listener = _ledger.Events.Listen(null, out _);

        var hold = OpenLedger.HoldOf(await _ledger.HoldAsync("ada", [("tea", 3)], ttl: 20)).Id;
        Assert.Equal(TimeSpan.FromSeconds(20), await _time.SleepAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromHours(1), await _time.SleepAsync(Cancel));

        Assert.Equal((HoldState.Expired, (10L, 0L)), (_ledger.Writer.Holds.Find(hold)!.State, _ledger.Level("tea")));
        var said = Heard(listener);
        Assert.Equal(["stock 7/3", $"hold {hold}: Expired of ''", "stock 10/0"], said);
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task An_earlier_deadline_shortens_the_pause()
    {
        await _loop.StartAsync(Cancel);
        await _time.SleepAsync(Cancel);
        await _ledger.HoldAsync("ada", [("tea", 1)], ttl: 24);
        Assert.Equal(TimeSpan.FromSeconds(24), await _time.SleepAsync(Cancel));

        _time.Advance(TimeSpan.FromSeconds(4));
        await _ledger.HoldAsync("bob", [("tea", 1)], ttl: 10);

        Assert.Equal(TimeSpan.FromSeconds(10), await _time.SleepAsync(Cancel));
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task While_something_is_held_its_remaining_time_is_saved_and_a_power_cut_gives_less_than_30_s_back()
    {
        var hold = await _ledger.HeldAsync("ada", ("tea", 1));
        for (var passed = 0; passed < 100; passed += 25)
        {
            Assert.Equal(TimeSpan.FromSeconds(25), await _loop.RunOnceAsync(Cancel));
            _time.Advance(TimeSpan.FromSeconds(25));
        }

        await _ledger.CloseAsync();
        await using var again = await OpenLedger.OpenAsync(_directory);

        // 380 s were left when it was cut off, before the fourth saving.
        Assert.Equal(405, again.Writer.Holds.Find(hold)!.ViewAt(again.Writer.Running).RemainingSeconds);
    }

    [Fact]
    public async Task Nothing_is_written_while_nothing_can_expire()
    {
        var paying = await _ledger.HeldAsync("ada", ("tea", 1));
        await _ledger.MoveAsync(paying, HoldStep.Pay);
        var released = await _ledger.HeldAsync("bob", ("tea", 1));
        await _ledger.MoveAsync(released, HoldStep.Release);
        var before = new FileInfo(_directory["ledger.db-wal"]).Length;

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.FromHours(1), await _loop.RunOnceAsync(Cancel));
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.False(await _ledger.Writer.RunAsync(new SaveRunningTime()));
        Assert.Equal(before, new FileInfo(_directory["ledger.db-wal"]).Length);
    }

    [Fact]
    public async Task Orders_that_use_no_hold_write_none()
    {
        await _ledger.SubmitAsync("k", ("tea", 1));
        await using var connection = LedgerFile.OpenForReading(_directory.Path);

        Assert.Equal(0L, connection.Scalar("SELECT (SELECT count(*) FROM holds) + (SELECT count(*) FROM running)"));
    }

    private static List<string> Heard(EventListener listener)
    {
        var heard = new List<string>();
        while (listener.Events.TryRead(out var said))
        {
            if (said.Value is IReadOnlyList<HoldView> holds)
            {
                heard.AddRange(holds.Select(static hold => $"hold {hold.Id}: {hold.State} of '{hold.Cart}'"));
            }
            else if (said.Value is IReadOnlyList<StockLevel> levels)
            {
                heard.AddRange(levels.Select(static level => $"stock {level.Available}/{level.Held}"));
            }
        }

        return heard;
    }
}
