using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Streaming.Tiles;

namespace EdgeKit.Streaming.Tests.Tiles;

public sealed class StreamTileTests
{
    private static readonly LiveOriginView Up = new(new Uri("http://studio.example/hls/"), Serves: true, IsUp: true);

    [Fact]
    public void Without_a_stream_the_tile_is_dark() => Assert.Equal(TileLight.Dark, StreamTile.Of(new LiveView(0, 0, 1, [])).Light);

    [Fact]
    public void A_stream_that_stands_is_red_and_says_where_to_look()
    {
        var tile = StreamTile.Of(View(Stream(9, Up)));

        Assert.Equal((TileLight.Red, "main has had nothing new for 9 s."), (tile.Light, tile.Sentence));
        Assert.Contains("encoder", tile.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_that_is_down_is_amber_while_another_serves()
    {
        var tile = StreamTile.Of(View(Stream(2, new LiveOriginView(new Uri("http://studio.example/hls/"), false, false, "refused"), Up)));

        Assert.Equal((TileLight.Amber, "Look at studio.example."), (tile.Light, tile.Next));
        Assert.Contains(tile.Details![0].Rows, static row => row.Text == "down: refused" && row.Light is TileLight.Amber);
    }

    [Fact]
    public void A_stream_that_runs_shows_who_watches()
    {
        var tile = StreamTile.Of(View(Stream(2, Up)));

        Assert.Equal((TileLight.Green, "18", null), (tile.Light, tile.Figure, tile.Next));
    }

    private static LiveView View(params IReadOnlyList<LiveStreamView> streams) => new(streams.Sum(static stream => stream.Viewers), 0, 1, streams);

    private static LiveStreamView Stream(double edge, params IReadOnlyList<LiveOriginView> origins) => new("main", 18, 90, 5, 5, 0, 5, 1_000_000, 12_000_000, 0, origins, [], 0.95, edge);
}
