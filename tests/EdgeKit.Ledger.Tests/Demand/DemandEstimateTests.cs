using EdgeKit.Ledger.Demand;

namespace EdgeKit.Ledger.Tests.Demand;

public sealed class DemandEstimateTests
{
    private readonly DemandEstimate _estimate = new();

    public DemandEstimateTests() => _estimate.SetReady(isReady: true, TimeSpan.Zero);

    [Fact]
    public void A_steady_sale_shows_its_rate_from_the_second_hour_on_as_in_the_sixth()
    {
        // One unit every five minutes.
        for (var minute = 0; minute < 360; minute += 5)
        {
            Sell(minute, $"{minute}", 1);
            if (minute % 60 == 55 && minute > 60)
            {
                var told = Assert.Single(_estimate.Changed(At(minute + 5)));
                Assert.InRange(told.Units / told.Hours, 11, 13);
            }
        }
    }

    [Fact]
    public void Units_and_hours_fade_alike()
    {
        Sell(60, "a", 8);
        var then = Assert.Single(_estimate.Changed(At(60)));
        _estimate.SetReady(isReady: false, At(60));

        var later = Assert.Single(_estimate.Changed(At(105)));

        Assert.Equal(then.Units / 2, later.Units, 9);
        Assert.Equal(then.Hours / 2, later.Hours, 9);
    }

    [Fact]
    public void Hours_without_orders_do_not_count()
    {
        _estimate.SetReady(isReady: false, At(30));
        Sell(90, "a", 3);

        // Half an hour of selling, faded for an hour.
        var faded = 0.75 / Math.Log(2) * (1 - Math.Pow(0.5, 30 / 45.0)) * Math.Pow(0.5, 60 / 45.0);
        Assert.Equal(faded, Assert.Single(_estimate.Changed(At(90))).Hours, 9);
    }

    [Fact]
    public void A_new_item_is_not_measured_by_hours_in_which_it_was_not_there()
    {
        _estimate.Offer("drop", At(120));
        Sell(150, "a", 30, "drop");

        var told = Assert.Single(_estimate.Changed(At(150)));

        Assert.InRange(told.Hours, 0.35, 0.5);
        Assert.InRange(told.Units / told.Hours, 60, 86);
    }

    [Fact]
    public void One_shopper_who_tries_again_is_no_crowd_and_counts_once_when_served()
    {
        Assert.True(Miss(10, "a", 2));
        Assert.False(Miss(10, "a", 2));
        Assert.False(Miss(10, "a", 2));
        Assert.Equal((2, 2), Figures(10));

        Sell(10, "a", 3);

        Assert.Equal((3, 0), Figures(10));
    }

    [Fact]
    public void Many_shoppers_are_a_crowd()
    {
        for (var shopper = 0; shopper < 30; shopper++)
        {
            Assert.True(Miss(10, $"s{shopper}", 1));
        }

        Assert.Equal((30, 30), Figures(10));
    }

    [Fact]
    public void Who_wants_ten_thousand_moves_no_market()
    {
        Miss(10, "a", 9999);

        Assert.Equal((DemandEstimate.MostUnmetOfOne, DemandEstimate.MostUnmetOfOne), Figures(10));
    }

    [Fact]
    public void What_was_told_is_not_told_again_and_what_came_since_is()
    {
        Miss(60, "a", 2);
        var told = _estimate.Changed(At(60));
        Miss(60, "b", 5);
        _estimate.Told(told, At(60));

        Assert.Equal(5, Assert.Single(_estimate.Changed(At(60))).Wanted);

        _estimate.Told(_estimate.Changed(At(60)), At(60));
        Assert.Empty(_estimate.Changed(At(60)));
    }

    [Fact]
    public void A_rate_that_falls_is_news_too()
    {
        Trade(from: 0, to: 120);
        _estimate.Told(_estimate.Changed(At(120)), At(120));
        Assert.Empty(_estimate.Changed(At(121)));

        // Nobody comes any more.
        var fallen = Assert.Single(_estimate.Changed(At(150)));

        Assert.InRange(fallen.Units / fallen.Hours, 5, 20);
    }

    [Fact]
    public void What_stays_the_same_is_told_once_an_hour()
    {
        Trade(from: 0, to: 120);
        _estimate.Told(_estimate.Changed(At(120)), At(120));
        Trade(from: 120, to: 179);
        Assert.Empty(_estimate.Changed(At(179)));

        Trade(from: 180, to: 181);

        Assert.Single(_estimate.Changed(At(181)));
    }

    [Theory]
    [InlineData(12, 1, true)]
    [InlineData(12, 5, false)]
    [InlineData(1, 0, true)]
    public void What_is_left_runs_low_when_it_does_not_last_ten_minutes(int perHour, int available, bool isLow)
    {
        for (var sold = 0; sold < perHour * 2; sold++)
        {
            Sell(sold * 60.0 / perHour, $"{sold}", 1);
        }

        Assert.Equal(isLow, _estimate.RunsLow("tea", available, At(120)));
        Assert.False(_estimate.RunsLow("tea", available, At(120)), "It is said once.");
        _estimate.RunsLow("tea", 1000, At(120));
        Assert.Equal(isLow, _estimate.RunsLow("tea", available, At(120)));
    }

    [Theory]
    [InlineData("mug", 10, 10)]
    [InlineData("tea", 40, 30)]
    [InlineData("tea", 3, 0)]
    [InlineData("tea", 0, 0)]
    [InlineData("tea", -4, 0)]
    public void Spare_is_what_the_next_hour_does_not_need(string sku, long available, long expected)
    {
        for (var minute = 0; minute < 300; minute += 6)
        {
            Sell(minute, $"{minute}", 1);
        }

        // The last sale is six minutes ago: a tenth of a unit more than ten an hour, rounded up, or a tenth less.
        Assert.InRange(_estimate.SpareOf(sku, available, At(300)), Math.Max(0, expected - 1), expected);
    }

    [Fact]
    public void With_any_demand_of_its_own_a_kit_keeps_one()
    {
        Sell(0, "a", 1);

        Assert.Equal(4, _estimate.SpareOf("tea", 5, At(60)));
    }

    [Fact]
    public void Who_has_just_started_keeps_half() => Assert.Equal((5, 10), (_estimate.SpareOf("tea", 10, At(5)), _estimate.SpareOf("tea", 10, At(30))));

    [Theory]
    [InlineData(0, 0, 4)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 4, 0)]
    [InlineData(3, 0, 2)]
    [InlineData(15, 0, 0)]
    public void Missing_is_what_was_asked_for_in_the_last_minutes_and_is_not_there(int minutesAgo, long available, long expected)
    {
        Miss(60 - minutesAgo, "a", 4);

        Assert.Equal(expected, _estimate.MissingOf("tea", available, At(60)));
    }

    [Fact]
    public void No_more_items_are_followed_than_there_is_room_for_and_the_least_wanted_makes_it()
    {
        for (var item = 0; item < DemandEstimate.MostSkus; item++)
        {
            Sell(1, "a", item == 7 ? 1 : 2, $"item {item}");
        }

        Sell(2, "a", 2, "one more");

        Assert.Equal(DemandEstimate.MostSkus, _estimate.Count);
        Assert.DoesNotContain("item 7", _estimate.Skus);
        Assert.Contains("one more", _estimate.Skus);
    }

    private void Trade(int from, int to)
    {
        for (var minute = from; minute < to; minute += 2)
        {
            Sell(minute, $"{minute}", 1);
        }
    }

    private static TimeSpan At(double minute) => TimeSpan.FromMinutes(minute);

    private void Sell(double minute, string asker, int units, string sku = "tea") =>
        _estimate.Add(new Asked(StringComparer.Ordinal.GetHashCode(asker), sku, units, IsMet: true), At(minute));

    private bool Miss(double minute, string asker, int units, string sku = "tea") =>
        _estimate.Add(new Asked(StringComparer.Ordinal.GetHashCode(asker), sku, units, IsMet: false), At(minute));

    private (double Units, long Wanted) Figures(double minute)
    {
        _estimate.Told([], At(minute));
        var told = Assert.Single(_estimate.Changed(At(minute)));
        return (Math.Round(told.Units, 9), told.Wanted);
    }
}
