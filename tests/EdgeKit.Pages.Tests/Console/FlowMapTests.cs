using EdgeKit.Contracts.Tiles;
using EdgeKit.Pages.Console;

namespace EdgeKit.Pages.Tests.Console;

public sealed class FlowMapTests
{
    [Fact]
    public void What_gives_is_on_the_left_and_what_takes_on_the_right_of_what_feeds_it()
    {
        var map = FlowMap.Of([Node("pack", 30, to: "12v"), Node("12v", 30), Node("5v", 10, from: "12v"), Node("sign", 20, from: "12v"), Node("box", 10, from: "5v")]);

        Assert.Equal(["pack", "12v", "5v", "sign", "box"], map.Places.OrderBy(static place => place.X).ThenBy(static place => place.Y).Select(static place => place.Node.Id));
        Assert.Equal(4, map.Places.Select(static place => place.X).Distinct().Count());
        Assert.Equal(4, map.Lines.Count);
        Assert.All(map.Places, place => Assert.True(place.X >= 0 && place.X + FlowMap.PlaceWidth <= map.Width && place.Y >= 0 && place.Y + FlowMap.PlaceHeight <= map.Height));
    }

    [Fact]
    public void No_two_places_lie_upon_each_other()
    {
        var places = FlowMap.Of([Node("12v", 1), .. Enumerable.Range(0, 30).Select(static number => Node($"load-{number}", 1, from: "12v"))]).Places;

        Assert.All(places, one => Assert.DoesNotContain(places, other => other != one && other.X == one.X && Math.Abs(other.Y - one.Y) < FlowMap.PlaceHeight));
    }

    [Fact]
    public void A_line_is_as_wide_as_what_flows_and_what_nobody_knows_is_thin()
    {
        var lines = FlowMap.Of([Node("12v", 40), Node("half", 20, from: "12v"), Node("unknown", null, from: "12v"), Node("charged", -40, to: "12v")]).Lines;

        Assert.Equal(["8", "1.5", "16"], lines.Select(static line => line.Width));
    }

    [Theory]
    [InlineData("gone", null)]
    [InlineData("a", null)]
    [InlineData("b", "a")]
    public void A_map_that_makes_no_sense_is_drawn_without_its_lines(string fromOfA, string? fromOfB)
    {
        var map = FlowMap.Of([Node("a", 1, from: fromOfA), Node("b", 1, from: fromOfB), Node("b", 2)]);

        Assert.Equal(["a", "b"], map.Places.Select(static place => place.Node.Id).Order());
        Assert.InRange(map.Lines.Count, 0, 1);
    }

    [Fact]
    public void Where_nothing_flows_lines_are_thin() =>
        Assert.Equal("1.5", Assert.Single(FlowMap.Of([Node("12v", 0), Node("sign", 0, from: "12v")]).Lines).Width);

    private static TileNode Node(string id, double? amount, string? from = null, string? to = null) =>
        new(id, $"{amount} W", IsMeasured: true, TileLight.Green, from, to, amount);
}
