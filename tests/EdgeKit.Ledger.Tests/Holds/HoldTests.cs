using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_held_is_left_to_nobody_else()
    {
        await using var ledger = await OpenAsync(("tea", 5));

        var view = OpenLedger.HoldOf(await ledger.HoldAsync("ada", [("tea", 3)]));

        Assert.Equal((HoldState.Held, "ada", 480), (view.State, view.Cart, view.RemainingSeconds));
        Assert.Equal((2, 3), ledger.Level("tea"));
        Assert.Equal(2, Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("k", ("tea", 3))).Available["tea"]);
        Assert.Equal(2, Assert.IsType<CommandResult.OutOfStock>(await ledger.HoldAsync("bob", [("tea", 3)])).Available["tea"]);
        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("l", ("tea", 2)));
        Assert.Equal((0, 3), ledger.Level("tea"));
    }

    [Fact]
    public async Task Lines_of_one_SKU_count_together()
    {
        await using var ledger = await OpenAsync(("tea", 3));

        Assert.Equal(3, Assert.IsType<CommandResult.OutOfStock>(await ledger.HoldAsync("ada", [("tea", 2), ("tea", 2)])).Available["tea"]);
        var view = OpenLedger.HoldOf(await ledger.HoldAsync("ada", [("tea", 2), ("tea", 1)]));

        Assert.Equal(("tea", 3), (Assert.Single(view.Lines).Sku, view.Lines[0].Quantity));
    }

    [Fact]
    public async Task A_cart_asks_again_and_its_own_hold_is_not_in_its_way()
    {
        await using var ledger = await OpenAsync(("tea", 5), ("mug", 1));
        var first = await ledger.HeldAsync("ada", ("tea", 4));
        _time.Advance(TimeSpan.FromMinutes(5));

        var again = OpenLedger.HoldOf(await ledger.HoldAsync("ada", [("tea", 5), ("mug", 1)], ttl: 60));

        Assert.Equal((first, 60), (again.Id, again.RemainingSeconds));
        Assert.Equal(((0L, 5L), (0L, 1L)), (ledger.Level("tea"), ledger.Level("mug")));
        Assert.Single(ledger.Writer.Holds.Active);
    }

    [Fact]
    public async Task A_hold_that_cannot_be_replaced_stays_as_it_was()
    {
        await using var ledger = await OpenAsync(("tea", 5), ("mug", 1));
        var hold = await ledger.HeldAsync("ada", ("tea", 4));
        await ledger.HeldAsync("bob", ("mug", 1));
        _time.Advance(TimeSpan.FromMinutes(1));

        var refused = Assert.IsType<CommandResult.OutOfStock>(await ledger.HoldAsync("ada", [("tea", 5), ("mug", 1)], ttl: 1800));
        var other = Assert.IsType<CommandResult.OutOfStock>(await ledger.HoldAsync("ada", [("tea", 6)], id: hold));

        Assert.Equal([("mug", 0L)], refused.Available.Select(static sku => (sku.Key, sku.Value)));
        Assert.Equal(5, other.Available["tea"]);
        var kept = ledger.Writer.Holds.Find(hold)!.ViewAt(ledger.Writer.Running);
        Assert.Equal((4, 420, HoldState.Held), (Assert.Single(kept.Lines).Quantity, kept.RemainingSeconds, kept.State));
        Assert.Equal((1, 4), ledger.Level("tea"));
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_the_last()
    {
        await using var ledger = await OpenAsync(("mug", 1));

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            number % 2 == 0 ? ledger.HoldAsync($"cart{number}", [("mug", 1)]) : ledger.SubmitAsync($"k{number}", ("mug", 1))));

        Assert.Single(results, static result => result is CommandResult.Accepted);
        Assert.Equal(199, results.Count(static result => result is CommandResult.OutOfStock));
        Assert.Equal(0, ledger.Writer.Stock["mug"].Available);
    }

    [Fact]
    public async Task An_order_uses_up_its_hold_takes_more_from_what_is_left_and_gives_back_the_rest()
    {
        await using var ledger = await OpenAsync(("tea", 5), ("mug", 2));
        var hold = await ledger.HeldAsync("ada", ("tea", 3), ("mug", 2));

        Assert.IsType<CommandResult.Accepted>(await ledger.OrderAsync("k", hold, ("tea", 4), ("mug", 1)));

        Assert.Equal(((1L, 0L), (1L, 0L)), (ledger.Level("tea"), ledger.Level("mug")));
        var ended = ledger.Writer.Holds.Find(hold)!;
        Assert.Equal((HoldState.Committed, "", null), (ended.State, ended.Cart, ended.Device));
        Assert.IsType<CommandResult.Replayed>(await ledger.OrderAsync("k", hold, ("tea", 4), ("mug", 1)));
        Assert.Equal((1, 0), ledger.Level("tea"));
    }

    [Fact]
    public async Task An_order_that_asks_for_too_much_leaves_its_hold_alone()
    {
        await using var ledger = await OpenAsync(("tea", 5));
        var hold = await ledger.HeldAsync("ada", ("tea", 3));
        await ledger.HeldAsync("bob", ("tea", 1));

        var refused = Assert.IsType<CommandResult.OutOfStock>(await ledger.OrderAsync("k", hold, ("tea", 5)));

        Assert.Equal((4, null), (refused.Available["tea"], refused.Because));
        Assert.Equal((HoldState.Held, (1L, 4L)), (ledger.Writer.Holds.Find(hold)!.State, ledger.Level("tea")));
    }

    [Fact]
    public async Task An_order_with_a_hold_that_has_expired_is_taken_if_the_stock_allows()
    {
        await using var ledger = await OpenAsync(("tea", 3));
        var hold = await ledger.HeldAsync("ada", ("tea", 3));
        _time.Advance(TimeSpan.FromMinutes(8));
        await ledger.SubmitAsync("other", ("tea", 1));

        var refused = Assert.IsType<CommandResult.OutOfStock>(await ledger.OrderAsync("k", hold, ("tea", 3)));
        Assert.Equal((2, "The hold had expired."), (refused.Available["tea"], refused.Because));
        Assert.IsType<CommandResult.Accepted>(await ledger.OrderAsync("l", hold, ("tea", 2)));

        Assert.Equal((HoldState.Expired, (0L, 0L)), (ledger.Writer.Holds.Find(hold)!.State, ledger.Level("tea")));
    }

    [Fact]
    public async Task An_order_with_a_hold_that_nobody_knows_is_refused()
    {
        await using var ledger = await OpenAsync(("tea", 3));

        var problem = ProblemOf(await ledger.OrderAsync("k", Guid.CreateVersion7(_time.GetUtcNow()), ("tea", 1)));

        Assert.Equal((404, ProblemTypes.NotFound, "holdId"), (problem.Status, problem.Type, problem.Field));
        Assert.Equal((3, 0), ledger.Level("tea"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(40 * 365, 0)]
    [InlineData(-2 * 365, 0)]
    [InlineData(0, 50 * 365)]
    public async Task Time_is_over_exactly_when_it_is_whatever_the_wall_clock_says(int jumpDays, int laterDays)
    {
        await using var ledger = await OpenAsync(("tea", 1));
        var hold = await ledger.HeldAsync("ada", ("tea", 1));

        _time.Jump = TimeSpan.FromDays(jumpDays);
        _time.Advance(TimeSpan.FromSeconds(240));
        _time.Jump = TimeSpan.FromDays(laterDays);
        _time.Advance(TimeSpan.FromSeconds(239.999));
        Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("early", ("tea", 1)));
        Assert.Equal(HoldState.Held, ledger.Writer.Holds.Find(hold)!.State);

        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("then", ("tea", 1)));
        Assert.Equal(HoldState.Expired, ledger.Writer.Holds.Find(hold)!.State);
    }

    [Fact]
    public async Task A_cart_that_is_being_paid_does_not_expire_and_stays_what_it_is()
    {
        await using var ledger = await OpenAsync(("tea", 2));
        var hold = await ledger.HeldAsync("ada", ("tea", 1));

        Assert.Null(OpenLedger.HoldOf(await ledger.MoveAsync(hold, HoldStep.Pay)).RemainingSeconds);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(HoldState.Paying, OpenLedger.HoldOf(await ledger.MoveAsync(hold, HoldStep.Pay)).State);
        Assert.Equal(ProblemTypes.HoldPaying, ProblemOf(await ledger.HoldAsync("ada", [("tea", 2)])).Type);
        Assert.Equal(ProblemTypes.HoldPaying, ProblemOf(await ledger.HoldAsync("ada", [("tea", 2)], id: hold)).Type);
        Assert.Equal((1, 1), ledger.Level("tea"));
        Assert.IsType<CommandResult.Accepted>(await ledger.OrderAsync("k", hold, ("tea", 1)));
    }

    [Fact]
    public async Task A_step_that_comes_too_late_is_refused_and_a_release_may_be_repeated()
    {
        await using var ledger = await OpenAsync(("tea", 9));
        var (released, expired, committed) = (await ledger.HeldAsync("a", ("tea", 1)), await ledger.HeldAsync("b", ("tea", 1)), await ledger.HeldAsync("c", ("tea", 1)));
        await ledger.MoveAsync(released, HoldStep.Release);
        await ledger.OrderAsync("k", committed, ("tea", 1));
        _time.Advance(TimeSpan.FromMinutes(8));

        foreach (var hold in (Guid[])[released, expired, committed])
        {
            Assert.Equal(ProblemTypes.HoldEnded, ProblemOf(await ledger.MoveAsync(hold, HoldStep.Pay)).Type);
            Assert.Equal(ProblemTypes.HoldEnded, ProblemOf(await ledger.HoldAsync("a", [("tea", 1)], id: hold)).Type);
        }

        Assert.Equal(HoldState.Released, OpenLedger.HoldOf(await ledger.MoveAsync(released, HoldStep.Release)).State);
        Assert.Equal(ProblemTypes.HoldEnded, ProblemOf(await ledger.MoveAsync(expired, HoldStep.Release)).Type);
        Assert.Equal(ProblemTypes.HoldEnded, ProblemOf(await ledger.MoveAsync(committed, HoldStep.Release)).Type);
        Assert.Equal((8, 0), ledger.Level("tea"));
    }

    [Fact]
    public async Task A_count_that_finds_held_goods_missing_shows_as_a_deficit_and_nothing_is_sold_before_it_is_made_good()
    {
        await using var ledger = await OpenAsync(("tea", 5));
        var hold = await ledger.HeldAsync("ada", ("tea", 4));
        await ledger.HeldAsync("bob", ("tea", 1));

        await ledger.StockAsync("count", "tea", 3, counted: true);

        Assert.Equal((0, 5), ledger.Level("tea"));
        Assert.Equal(2, ledger.Writer.Stock["tea"].Deficit);
        Assert.Equal(2, Assert.IsType<CommandResult.OutOfStock>(await ledger.OrderAsync("k", hold, ("tea", 3))).Available["tea"]);
        Assert.IsType<CommandResult.Accepted>(await ledger.OrderAsync("l", hold, ("tea", 2)));
        Assert.Equal((0, 1), ledger.Level("tea"));
    }

    [Fact]
    public async Task After_a_reboot_a_hold_has_at_least_the_time_it_had_and_what_was_being_paid_still_is()
    {
        Guid hold, paying;
        await using (var ledger = await OpenAsync(("tea", 9)))
        {
            hold = await ledger.HeldAsync("ada", ("tea", 1));
            paying = await ledger.HeldAsync("bob", ("tea", 2));
            _time.Advance(TimeSpan.FromSeconds(100));
            await ledger.MoveAsync(paying, HoldStep.Pay);
            _time.Advance(TimeSpan.FromSeconds(29));
        }

        // Another boot, whose monotonic clock begins anew and whose wall clock is wrong.
        var boot = new TestClock { Jump = TimeSpan.FromDays(-400) };
        await using var again = await OpenLedger.OpenAsync(_directory, boot);

        Assert.Equal((6, 3), again.Level("tea"));
        Assert.Equal(380, again.Writer.Holds.Find(hold)!.ViewAt(again.Writer.Running).RemainingSeconds);
        Assert.Equal(HoldState.Paying, again.Writer.Holds.Find(paying)!.State);
        Assert.Equal(hold, OpenLedger.HoldOf(await again.HoldAsync("ada", [("tea", 1)], ttl: 60)).Id);
        boot.Advance(TimeSpan.FromSeconds(60));
        await again.SubmitAsync("k", ("tea", 1));
        Assert.Equal((HoldState.Expired, HoldState.Paying), (again.Writer.Holds.Find(hold)!.State, again.Writer.Holds.Find(paying)!.State));
    }

    [Fact]
    public async Task After_a_restart_of_the_daemon_on_the_same_boot_time_has_gone_on()
    {
        var clock = new KitClock(_time, new TestDiscipline(), Guid.CreateVersion7(_time.GetUtcNow()), _time.GetUtcNow());
        Guid hold;
        await using (var ledger = await OpenLedger.OpenAsync(_directory, _time, clock))
        {
            await ledger.StockAsync("s", "tea", 1);
            hold = await ledger.HeldAsync("ada", ("tea", 1));
        }

        _time.Advance(TimeSpan.FromSeconds(100));
        await using var again = await OpenLedger.OpenAsync(_directory, _time, clock);

        Assert.Equal(380, again.Writer.Holds.Find(hold)!.ViewAt(again.Writer.Running).RemainingSeconds);
    }

    [Fact]
    public async Task What_has_ended_is_still_known_after_opening_again()
    {
        Guid released, committed;
        await using (var ledger = await OpenAsync(("tea", 9)))
        {
            (released, committed) = (await ledger.HeldAsync("a", ("tea", 1)), await ledger.HeldAsync("b", ("tea", 2)));
            await ledger.MoveAsync(released, HoldStep.Release);
            await ledger.OrderAsync("k", committed, ("tea", 2));
        }

        await using var again = await OpenLedger.OpenAsync(_directory);

        Assert.Equal((HoldState.Released, HoldState.Committed), (again.Writer.Holds.Find(released)!.State, again.Writer.Holds.Find(committed)!.State));
        Assert.Equal(2, Assert.Single(again.Writer.Holds.Find(committed)!.Lines).Quantity);
        Assert.Equal((7, 0), again.Level("tea"));
    }

    [Fact]
    public async Task One_bad_command_takes_no_hold_with_it_and_leaves_none_behind()
    {
        await using var ledger = await OpenAsync(("tea", 9));
        var kept = await ledger.HeldAsync("kept", ("tea", 2));
        var (gate, bad) = (new Gate(), new Planted(new InvalidTimeZoneException("Planted.")));

        var first = ledger.Writer.RunAsync(gate);
        await gate.Entered;
        var placed = ledger.HoldAsync("ada", [("tea", 3)]);
        var replaced = ledger.HoldAsync("kept", [("tea", 1)]);
        var failed = ledger.Writer.RunAsync(bad);
        gate.Open();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failed);
        await first;
        Assert.Equal((kept, 1), (OpenLedger.HoldOf(await replaced).Id, OpenLedger.HoldOf(await replaced).Lines[0].Quantity));
        Assert.Equal(3, OpenLedger.HoldOf(await placed).Lines[0].Quantity);
        Assert.Equal([2, 2], bad.ActiveBefore);
        Assert.Equal((5, 4), ledger.Level("tea"));
        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("rest", ("tea", 5)));
        Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("more", ("tea", 1)));
    }

    [Fact]
    public async Task On_a_full_disk_a_hold_is_refused_and_what_was_held_is_as_before()
    {
        await using var ledger = await OpenAsync(("tea", 3));
        var kept = await ledger.HeldAsync("kept", ("tea", 2));
        var (gate, bad) = (new Gate(), new Planted(new SqliteException("Planted.", 13)));

        var first = ledger.Writer.RunAsync(gate);
        await gate.Entered;
        var placed = ledger.HoldAsync("ada", [("tea", 1)]);
        var replaced = ledger.HoldAsync("kept", [("tea", 1)]);
        var released = ledger.MoveAsync(kept, HoldStep.Release);
        var failed = ledger.Writer.RunAsync(bad);
        gate.Open();

        await first;
        await Assert.ThrowsAsync<IOException>(() => failed);
        Assert.All(
            await Task.WhenAll(placed, replaced, released),
            static result => Assert.Equal(StorageState.Full, Assert.IsType<CommandResult.Unavailable>(result).Storage));
        Assert.Equal((HoldState.Held, 2), (ledger.Writer.Holds.Find(kept)!.State, ledger.Writer.Holds.Find(kept)!.Lines[0].Quantity));
        Assert.Equal(1, Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("k", ("tea", 2))).Available["tea"]);
        Assert.IsType<CommandResult.Accepted>(await ledger.HoldAsync("ada", [("tea", 1)]));
        Assert.Equal((0, 3), ledger.Level("tea"));
    }

    [Fact]
    public async Task What_ended_is_pruned_from_the_disk_too()
    {
        const int More = HoldBook.MostEnded + 2;
        await using (var ledger = await OpenAsync(("tea", More)))
        {
            var holds = await Task.WhenAll(Enumerable.Range(0, More).Select(number => ledger.HeldAsync($"cart{number}", ("tea", 1))));
            await Task.WhenAll(holds.Select(hold => ledger.MoveAsync(hold, HoldStep.Release)));
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        await using var connection = Log.LedgerFile.OpenForReading(_directory.Path);

        Assert.Equal((long)HoldBook.MostEnded, Log.SqliteStatements.Scalar(connection, "SELECT count(*) FROM holds"));
        Assert.Equal(3L, Log.SqliteStatements.Scalar(connection, "SELECT min(ended) FROM holds"));
    }

    private static Problem ProblemOf(CommandResult result) => Assert.IsType<CommandResult.Refused>(result).Problem.Problem;

    private async Task<OpenLedger> OpenAsync(params (string Sku, int Quantity)[] stock)
    {
        var ledger = await OpenLedger.OpenAsync(_directory, _time);
        foreach (var (sku, quantity) in stock)
        {
            await ledger.StockAsync($"stock of {sku}".Replace(' ', '-'), sku, quantity);
        }

        return ledger;
    }

    /// <summary>Keeps the writer busy, so that what comes meanwhile shares a batch.</summary>
    private sealed class Gate : LedgerCommand<bool>
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void Open() => _opened.SetResult();

        protected override bool DecideResult(LedgerBatch batch)
        {
            _entered.TrySetResult();
            return _opened.Task.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends every hold, and then fails.</summary>
    private sealed class Planted(Exception failure) : LedgerCommand<bool>
    {
        public List<int> ActiveBefore { get; } = [];

        protected override bool DecideResult(LedgerBatch batch)
        {
            ActiveBefore.Add(batch.State.Holds.Active);
            foreach (var hold in batch.State.Holds.All.Where(static hold => hold.IsActive).ToList())
            {
                batch.ChangeHolds().End(hold, HoldState.Released);
            }

            throw failure;
        }
    }
}
