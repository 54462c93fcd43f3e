using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Live;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Streaming.Streams;

namespace EdgeKit.Streaming.Tiles;

/// <summary>Whether the stream runs, and who watches.</summary>
internal sealed class StreamTile(LiveReport report) : ITile
{
    // Segments of six seconds are the longest that are usual.
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(8);

    public string Id => "stream";

    public int Place => 20;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(report.View().Viewers);

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Of(report.View()));

    /// <summary>The tile of what goes in and out.</summary>
    internal static Tile Of(LiveView view)
    {
        var standing = view.Streams.FirstOrDefault(static stream => stream.LiveEdgeAgeSeconds > Stands.TotalSeconds);
        var elsewhere = view.Streams.FirstOrDefault(static stream => stream.Origins.Any(static origin => !origin.IsUp));
        var (light, sentence, next) = view switch
        {
            { Streams.Count: 0 } => (TileLight.Dark, "No stream is configured.", null),
            _ when standing is not null => (TileLight.Red, $"{standing.Name} has had nothing new for {Say.Time(TimeSpan.FromSeconds(standing.LiveEdgeAgeSeconds!.Value))}.", (string?)"Look whether the camera's encoder runs; the stream goes on by itself."),
            _ when elsewhere is not null => (TileLight.Amber, $"{elsewhere.Name} goes on from another origin.", $"Look at {elsewhere.Origins.First(static origin => !origin.IsUp).Address.Host}."),
            { Viewers: 0 } => (TileLight.Green, "Nobody watches, and nothing is fetched.", null),
            _ => (TileLight.Green, "Each byte comes once and goes to everybody who watches.", null),
        };
        return new Tile(
            "stream", "Stream", light, view.Viewers.ToString(CultureInfo.InvariantCulture), "watch now", sentence, next, view.Viewers, [.. view.Streams.Select(Section), Memory(view)]);
    }

    private static TileSection Section(LiveStreamView stream) => new(
        stream.Name,
        [
            new("Viewers", stream.Viewers.ToString(CultureInfo.InvariantCulture)),
            new("Newest picture", stream.LiveEdgeAgeSeconds is { } age ? $"{Say.Number(age, "s")} ago" : "nobody watches", stream.LiveEdgeAgeSeconds > Stands.TotalSeconds ? TileLight.Red : TileLight.Green),
            new("Given out", Say.Bytes(stream.ServedBytes)),
            new("Over the uplink", Say.Bytes(stream.OriginBytes)),
            new("Requests that cost no uplink", stream.HitRatio is { } ratio ? Say.Percent(ratio) : "none yet"),
            .. stream.Origins.Select(static origin => new TileRow(origin.Address.ToString(), origin.IsUp ? origin.Serves ? "asked first" : "ready" : $"down: {origin.LastError}", origin.IsUp ? TileLight.Green : TileLight.Amber)),
            .. stream.Renditions.Select(static rendition => new TileRow(rendition.Path, rendition.IsWatched ? "watched" : "not watched")),
        ]);

    private static TileSection Memory(LiveView view) => new(
        "Memory and uplink",
        [
            new("Media in memory", $"{Say.Bytes(view.MemoryBytes)} of {Say.Bytes(view.MemoryBudgetBytes)}"),
            new("The uplink carries", view.UplinkBitsPerSecond is { } rate ? $"{Say.Number(rate / 1e6, "Mbit/s", "0.0")}" : "not measured yet"),
            new("Of that the stream may take", view.BudgetBitsPerSecond is { } budget ? $"{Say.Number(budget / 1e6, "Mbit/s", "0.0")}" : "as much as there is"),
        ]);
}
