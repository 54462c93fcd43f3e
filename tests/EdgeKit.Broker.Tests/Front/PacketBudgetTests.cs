using EdgeKit.Broker.Front;
using EdgeKit.Testing;

namespace EdgeKit.Broker.Tests.Front;

public sealed class PacketBudgetTests
{
    [Fact]
    public void Some_seconds_worth_goes_at_once_and_then_the_rate()
    {
        var clock = new TestClock();
        var budget = new PacketBudget(10, clock);

        Assert.Equal(TimeSpan.Zero, budget.Take(50));
        Assert.Equal(TimeSpan.FromSeconds(0.2), budget.Take(2));
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(TimeSpan.FromSeconds(0.1), budget.Take(1));
    }

    [Fact]
    public void Silence_saves_no_more_than_that()
    {
        var clock = new TestClock();
        var budget = new PacketBudget(10, clock);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromSeconds(5), budget.Take(100));
    }

    [Fact]
    public void What_is_large_counts_for_more()
    {
        var budget = new PacketBudget(10, new TestClock());

        Assert.Equal(TimeSpan.Zero, budget.Take(1, 49 * 1024));
        Assert.Equal(TimeSpan.FromSeconds(6.5), budget.Take(1, 64 * 1024));
    }
}
