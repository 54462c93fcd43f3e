using EdgeKit.Simulation.Schedules;
using EdgeKit.Testing;

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
    public async Task A_seed_repeats_its_schedule()
    {
        using var folder = new TemporaryDirectory();

        var first = await StockSchedule.RunAsync(7, Steps, folder["first"], Cancel);
        var second = await StockSchedule.RunAsync(7, Steps, folder["second"], Cancel);

        Assert.Equal(first.Tally.Counts, second.Tally.Counts);
    }
}
