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
}
