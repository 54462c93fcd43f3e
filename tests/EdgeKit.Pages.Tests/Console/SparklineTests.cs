using EdgeKit.Pages.Console;

namespace EdgeKit.Pages.Tests.Console;

public sealed class SparklineTests
{
    [Fact]
    public void One_number_is_no_line() => Assert.Null(Sparkline.Points([5]));

    [Fact]
    public void A_number_that_does_not_change_is_a_line_through_the_middle() =>
        Assert.All(Ys([7, 7, 7]), static y => Assert.Equal(15, y));

    [Fact]
    public void Nothing_at_all_is_a_line_through_the_middle_too() => Assert.All(Ys([0, 0]), static y => Assert.Equal(15, y));

    [Fact]
    public void The_most_is_at_the_top_and_the_least_at_the_bottom()
    {
        var ys = Ys([0, 100, 50]);

        Assert.Equal([28, 2, 15], ys);
    }

    [Fact]
    public void What_wavers_by_a_thousandth_is_no_cliff() => Assert.All(Ys([95.5, 95.6, 95.5]), static y => Assert.InRange(y, 14, 16));

    [Fact]
    public void The_newest_is_at_the_right_edge()
    {
        var points = Sparkline.Points([1, 2, 3])!.Split(' ');

        Assert.StartsWith("100,", points[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_keeps_half_an_hour_and_no_more()
    {
        var history = new TileHistory();
        for (var value = 0; value < (2 * TileHistory.Kept) + 1; value++)
        {
            history.Take("till", value);
        }

        Assert.Equal(TileHistory.Kept, history.Of("till").Count);
        Assert.Equal(2 * TileHistory.Kept, history.Of("till")[^1]);
        Assert.Equal(TimeSpan.FromMinutes(30), TileHistory.Every * TileHistory.Kept);
        Assert.Empty(history.Of("stock"));
    }

    private static IReadOnlyList<double> Ys(IReadOnlyList<double> values) =>
        [.. Sparkline.Points(values)!.Split(' ').Select(static point => double.Parse(point.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
}
