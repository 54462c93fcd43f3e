using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Power.Tiles;

namespace EdgeKit.Power.Tests.Tiles;

public sealed class PowerTileTests
{
    [Fact]
    public void Nothing_to_do_while_there_is_enough()
    {
        var tile = PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.8)));

        Assert.Equal((TileLight.Green, "80 %", "lasts 1 h 30 min", null), (tile.Light, tile.Figure, tile.Label, tile.Next));
    }

    [Theory]
    [InlineData(PowerStage.Conserve, TileLight.Amber)]
    [InlineData(PowerStage.Critical, TileLight.Red)]
    [InlineData(PowerStage.Shutdown, TileLight.Red)]
    public void The_weakest_pack_is_the_one_to_swap(PowerStage stage, TileLight light)
    {
        var tile = PowerTile.Of(View(stage, Pack("a", 0.4), Pack("b", 0.12)));

        Assert.Equal((light, "Swap pack b: 12 % left, 1 h 30 min."), (tile.Light, tile.Next));
    }

    [Fact]
    public void A_weak_pack_is_named_before_the_stage_is()
    {
        var tile = PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.2)));

        Assert.Equal((TileLight.Amber, "Swap pack a: 20 % left, 1 h 30 min."), (tile.Light, tile.Next));
    }

    [Fact]
    public void On_outside_power_no_pack_is_to_swap() =>
        Assert.Equal(TileLight.Green, PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.2)) with { Source = PowerSource.External }).Light);

    [Fact]
    public void A_monitor_that_does_not_answer_is_named()
    {
        var tile = PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.8), new PackView("b", ReadingQuality.Failed)));

        Assert.Equal((TileLight.Amber, "Look at pack b: its monitor does not answer."), (tile.Light, tile.Next));
    }

    [Fact]
    public void Heat_alone_asks_for_air()
    {
        var tile = PowerTile.Of(new PowerView(PowerStage.Conserve, "68 °C", PowerSource.External, ReadingQuality.Good, [], [], [new TemperatureView("soc", ReadingQuality.Good, 68, 60)]));

        Assert.Equal("Give the box air, or put it in the shade.", tile.Next);
        Assert.Contains(tile.Details!, static part => part.Title == "Heat" && part.Rows[0].Light is TileLight.Amber);
    }

    [Theory]
    [InlineData(0.83, "Give the box air, or put it in the shade.")]
    [InlineData(0.3, "Swap pack a: 30 % left, 1 h 30 min.")]
    public void Near_the_limit_heat_comes_before_a_pack_that_has_plenty(double charge, string next) =>
        Assert.Equal(next, PowerTile.Of(View(PowerStage.Conserve, Pack("a", charge)) with { Temperatures = [new TemperatureView("soc", ReadingQuality.Good, 45, 48)] }).Next);

    [Fact]
    public void What_is_simulated_says_so() => Assert.True(PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.8)) with { Quality = ReadingQuality.Simulated }).IsSimulated);

    [Fact]
    public void Without_a_monitor_the_tile_is_dark()
    {
        var tile = PowerTile.Of(new PowerView(PowerStage.Normal, "nothing is measured", PowerSource.Unknown, ReadingQuality.Failed, [], [], []));

        Assert.Equal((TileLight.Dark, "–", null), (tile.Light, tile.Figure, tile.Next));
    }

    [Fact]
    public void The_map_shows_what_flows_where_and_what_is_too_much()
    {
        var map = new DistributionView(
            [new SourceFlowView("battery", SourceKind.Battery, "12v", IsMeasured: true, IsOverLimit: false, 40, 100)],
            [new BusFlowView("12v", IsMeasured: true, IsOverLimit: false, Watts: 40)],
            [new LoadFlowView("sign", "12v", IsMeasured: false, IsOverLimit: true, 30, 20)],
            ["sign"]);

        var part = Assert.Single(PowerTile.Of(View(PowerStage.Normal, Pack("a", 0.8)) with { Distribution = map }).Details!, static part => part.Title == "What flows where");

        Assert.Equal(
            [new TileRow("battery → 12v", "40 W of 100 W"), new TileRow("bus 12v", "40 W"), new TileRow("12v → sign", "30 W (not measured) of 20 W", TileLight.Red)],
            part.Rows);
        Assert.Equal(
            [
                new TileNode("battery", "40 W", IsMeasured: true, TileLight.Green, To: "12v", Amount: 40),
                new TileNode("12v", "40 W", IsMeasured: true, TileLight.Green, Amount: 40),
                new TileNode("sign", "30 W", IsMeasured: false, TileLight.Red, From: "12v", Amount: 30),
            ],
            part.Map!);
    }

    private static PackView Pack(string id, double charge) => new(id, ReadingQuality.Good, charge);

    private static PowerView View(PowerStage stage, params IReadOnlyList<PackView> packs) =>
        new(stage, "the packs are low", PowerSource.Battery, ReadingQuality.Good, packs, [], [], packs.Min(static pack => pack.StateOfCharge ?? 1), 5400);
}
