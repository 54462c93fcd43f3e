using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Simulation.Kits;
using EdgeKit.Simulation.Schedules;
using EdgeKit.Testing;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Proofs.Tests.Stock;

public sealed class StockScheduleTests
{
    private const int Steps = 150;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(100_001, 30)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_schedule_of_the_real_rules_is_right(int seed)
    {
        using var folder = new TemporaryDirectory();

        var result = await StockSchedule.RunAsync(seed, Steps, folder.Path, Cancel);

        Assert.Empty(result.Faults);
    }

    [Fact]
    public async Task A_grant_that_nobody_gave_is_found()
    {
        var result = await TamperedAsync(static async world =>
        {
            var kit = On(world);
            var granted = kit.State.Stock.GetValueOrDefault("tea").Granted;
            await kit.RunAsync(new ApplyRights([new StockRight("tea", granted + 3, 0)], sellFor: null));
        });

        // On the way already: the cloud sees the kit sell what it never had, or in the end the checker that it saw what nobody gave.
        Assert.NotEmpty(result.Faults);
    }

    [Fact]
    public async Task A_transfer_that_nobody_gave_is_found()
    {
        var result = await TamperedAsync(static async world =>
        {
            var kit = On(world);
            var donor = world.Stalls.First(stall => stall.Kit != kit);
            var request = new TransferRequest(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), "tea", 2, donor.Kit.Id, donor.Incarnation, kit.Id, kit.Incarnation);
            await kit.RunAsync(new BeginTransfer(request));
            await kit.RunAsync(new TakeTransfer(new Transfer(request, 2, 1)));
        });

        Assert.Contains(result.Faults, static fault => fault.StartsWith(nameof(HistoryRule.TransfersMatch), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_that_nobody_sent_is_found()
    {
        var result = await TamperedAsync(static world =>
        {
            world.Calls.RemoveAll(static call => call is { Operation: HistoryOperation.Order, Outcome: HistoryOutcome.Ok });
            return Task.CompletedTask;
        });

        Assert.Contains(result.Faults, static fault => fault.StartsWith(nameof(HistoryRule.NothingInvented), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_repeats_its_schedule()
    {
        using var folder = new TemporaryDirectory();

        var first = await StockSchedule.RunAsync(7, Steps, folder["first"], Cancel);
        var second = await StockSchedule.RunAsync(7, Steps, folder["second"], Cancel);

        Assert.Equal(first.Tally.Counts, second.Tally.Counts);
    }

    private static SimulatedKit On(ScheduleWorld world)
    {
        var kit = world.Stalls[0].Kit;
        if (!kit.IsOn)
        {
            kit.SwitchOn();
        }

        return kit;
    }

    private static async Task<ScheduleResult> TamperedAsync(Func<ScheduleWorld, Task> tamper)
    {
        using var folder = new TemporaryDirectory();
        return await StockSchedule.RunAsync(1, Steps, folder.Path, Cancel, tamper);
    }
}
