using EdgeKit.Cloud.Grants;

namespace EdgeKit.Cloud.Tests.Grants;

public sealed class ForecastTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(20, 10, 3)]
    [InlineData(0.3, 2, 5)]
    [InlineData(4_000, 2, 1)]
    [InlineData(100_000, 100, 2)]
    public void Its_mean_is_the_rate_times_the_horizon(double units, double hours, double horizon)
    {
        var forecast = new Forecast(units, hours, horizon);
        var mean = 0.0;

        // The mean is the sum of the probabilities that more is asked for.
        while (forecast.NextIsAskedFor > 1e-9)
        {
            mean += forecast.NextIsAskedFor;
            forecast.Advance();
        }

        Assert.Equal(units / hours * horizon, mean, units / hours * horizon * 1e-3);
    }

    [Fact]
    public void Each_unit_more_is_less_likely()
    {
        var forecast = new Forecast(30, 2, 4);
        for (var last = 1.0; forecast.NextIsAskedFor > 0; forecast.Advance())
        {
            Assert.True(forecast.NextIsAskedFor <= last);
            last = forecast.NextIsAskedFor;
        }

        Assert.True(forecast.Units > 60);
    }

    [Fact]
    public void One_unit_in_an_hour_says_that_half_of_all_hours_see_none() =>
        Assert.Equal(0.5, new Forecast(1, 1, 1).NextIsAskedFor, 1e-12);
}
