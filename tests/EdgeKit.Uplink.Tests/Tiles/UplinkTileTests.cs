using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink.Tiles;

namespace EdgeKit.Uplink.Tests.Tiles;

public sealed class UplinkTileTests
{
    [Theory]
    [InlineData(UplinkState.None, TileLight.Dark, false)]
    [InlineData(UplinkState.Unknown, TileLight.Amber, false)]
    [InlineData(UplinkState.Online, TileLight.Green, false)]
    [InlineData(UplinkState.Offline, TileLight.Amber, true)]
    [InlineData(UplinkState.Refused, TileLight.Red, true)]
    public void Each_state_has_a_light_and_only_those_that_need_a_person_ask_for_one(UplinkState state, TileLight light, bool asks)
    {
        var tile = UplinkTile.Of(new UplinkView(state, DateTimeOffset.UnixEpoch, 7, 3, 10, Guid.Empty, 2, LastError: "no such token"), TimeSpan.FromMinutes(18), "https://cloud.example");

        Assert.Equal((light, "7", asks), (tile.Light, tile.Figure, tile.Next is not null));
        Assert.Contains(new TileRow("The cloud has", "3 of 10 records"), tile.Details!.Single().Rows);
    }

    [Fact]
    public void An_outage_says_for_how_long_and_that_selling_goes_on()
    {
        var tile = UplinkTile.Of(new UplinkView(UplinkState.Offline, DateTimeOffset.UnixEpoch, 0, 0, 0, Guid.Empty, 0), TimeSpan.FromMinutes(18), "https://cloud.example");

        Assert.StartsWith("Offline for 18 min. Selling goes on", tile.Sentence, StringComparison.Ordinal);
    }
}
