using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Power.Tiles;

namespace EdgeKit.Power.Tests.Tiles;

public sealed class ChecksTileTests
{
    [Fact]
    public void Without_checks_the_tile_is_dark() => Assert.Equal(TileLight.Dark, ChecksTile.Of([]).Light);

    [Theory]
    [InlineData(CheckState.Ok, TileLight.Green, null)]
    [InlineData(CheckState.Due, TileLight.Amber, "Ada: Lamps.")]
    [InlineData(CheckState.Late, TileLight.Red, "Ada: Lamps, late for 10 min.")]
    [InlineData(CheckState.Escalated, TileLight.Red, "Kim: Lamps, late for 10 min.")]
    public void It_says_who_is_to_look_at_what(CheckState state, TileLight light, string? next)
    {
        var tile = ChecksTile.Of([Check("Lamps", state)]);

        Assert.Equal((light, next), (tile.Light, tile.Next));
    }

    [Fact]
    public void The_most_urgent_comes_first()
    {
        var tile = ChecksTile.Of([Check("Lamps", CheckState.Due), Check("Packs", CheckState.Late)]);

        Assert.Equal(("2", "Ada: Packs, late for 10 min."), (tile.Figure, tile.Next));
    }

    private static CheckView Check(string name, CheckState state) => new(
        name, name, state, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, state is CheckState.Late or CheckState.Escalated ? 600 : 0, CanSnooze: false, Assigned: "Ada", EscalateTo: "Kim");
}
