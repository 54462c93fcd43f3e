using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink.Budget;

namespace EdgeKit.Uplink.Tests.Budget;

public sealed class DataPlanTests
{
    [Theory]
    [InlineData(99, 0, 0.5, DataStage.Ample)]
    [InlineData(0, 100, 0, DataStage.Ample)]
    [InlineData(14, 100, 0, DataStage.Ample)]
    [InlineData(16, 100, 0, DataStage.Thrifty)]
    [InlineData(60, 100, 0.5, DataStage.Ample)]
    [InlineData(66, 100, 0.5, DataStage.Thrifty)]
    [InlineData(84, 100, 0.9, DataStage.Ample)]
    [InlineData(85, 100, 0.99, DataStage.Saving)]
    [InlineData(96, 100, 1, DataStage.Saving)]
    [InlineData(97, 100, 1, DataStage.OrdersOnly)]
    [InlineData(500, 100, 0.1, DataStage.OrdersOnly)]
    public void What_stops_follows_from_what_is_left(long used, long cap, double ofMonth, DataStage stage) =>
        Assert.Equal(stage, DataPlan.Of(used, cap, ofMonth));

    [Theory]
    [InlineData("2026-11-29T10:00:00Z", 1, "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-11-29T10:00:00Z", 28, "2026-11-28T00:00:00Z", "2026-12-28T00:00:00Z")]
    [InlineData("2026-11-14T10:00:00Z", 15, "2026-10-15T00:00:00Z", "2026-11-15T00:00:00Z")]
    [InlineData("2027-01-01T00:00:00Z", 2, "2026-12-02T00:00:00Z", "2027-01-02T00:00:00Z")]
    public void A_month_begins_on_the_day_that_the_SIM_is_billed(string now, int day, string start, string end)
    {
        var month = BillingMonth.Of(Instant(now), day);

        Assert.Equal((Instant(start), Instant(end)), (month.Start, month.End));
        Assert.InRange(month.Over(Instant(now)), 0, 1);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
