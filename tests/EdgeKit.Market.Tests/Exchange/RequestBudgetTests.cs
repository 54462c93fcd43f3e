using System.Net;
using EdgeKit.Market.Exchange;
using EdgeKit.Testing;

namespace EdgeKit.Market.Tests.Exchange;

public sealed class RequestBudgetTests
{
    private readonly TestClock _clock = new();
    private readonly RequestBudget _budget;

    public RequestBudgetTests() => _budget = new RequestBudget(_clock);

    [Fact]
    public void A_burst_then_so_many_a_second()
    {
        Assert.Equal(RequestBudget.Burst, Take(IPAddress.Loopback, 1000));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RequestBudget.EachSecond, Take(IPAddress.Loopback, 1000));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(RequestBudget.Burst, Take(IPAddress.Loopback, 1000));
    }

    [Fact]
    public void One_address_takes_nothing_from_another()
    {
        Take(IPAddress.Loopback, 1000);

        Assert.True(_budget.TryTake(IPAddress.Parse("10.0.0.1")));
    }

    [Fact]
    public void More_addresses_than_there_are_budgets_share_one_until_others_are_quiet()
    {
        for (var address = 1; address <= RequestBudget.MostAddresses; address++)
        {
            Assert.True(_budget.TryTake(new IPAddress(address)));
        }

        Assert.Equal(RequestBudget.Burst, Enumerable.Range(100_000, 1000).Count(address => _budget.TryTake(new IPAddress(address))));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(RequestBudget.Burst, Take(new IPAddress(100_000), 1000));
        Assert.True(_budget.TryTake(new IPAddress(200_000)));
    }

    private int Take(IPAddress address, int count) => Enumerable.Range(0, count).Count(_ => _budget.TryTake(address));
}
