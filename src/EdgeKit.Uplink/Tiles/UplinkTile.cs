using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Uplink.Tiles;

/// <summary>What the cloud does not have yet, and why.</summary>
internal sealed class UplinkTile(UplinkStatus status, UplinkOptions options) : ITile
{
    public string Id => "uplink";

    public int Place => 50;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(status.View(oldestQueued: null).Queued);

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Of(status.View(oldestQueued: null), status.Elapsed, (options.Url ?? options.Mqtt?.Broker)?.GetLeftPart(UriPartial.Authority) ?? "none"));

    /// <summary>The tile of an uplink that has been as it is for <paramref name="elapsed"/>.</summary>
    internal static Tile Of(UplinkView view, TimeSpan elapsed, string cloud)
    {
        var since = Say.Time(elapsed);
        var (light, sentence, next) = view.State switch
        {
            UplinkState.None => (TileLight.Dark, "No cloud is configured: orders are kept on the kit.", null),
            UplinkState.Unknown => (TileLight.Amber, "Not tried yet.", null),
            UplinkState.Online => (TileLight.Green, $"In touch with the cloud for {since}.", null),
            UplinkState.Offline => (TileLight.Amber, $"Offline for {since}. Selling goes on; what waits goes up by itself.", (string?)"If others have internet here, look at the modem; otherwise wait."),
            UplinkState.Refused => (TileLight.Red, $"The cloud refuses this kit: {view.LastError}.", "Give the kit a new token (edgekit-cloud kit add), or call whoever runs the cloud."),
        };
        List<TileRow> rows =
        [
            new("State", $"{view.State} for {since}", light),
            new("Waits for the cloud", Say.Count(view.Queued, "record")),
            new("The cloud has", string.Create(CultureInfo.InvariantCulture, $"{view.AckSeq} of {view.HeadSeq} records")),
            new("Outages so far", view.Outages.ToString(CultureInfo.InvariantCulture)),
            new("Goodput", view.Goodput is { } goodput ? $"{Say.Bytes((long)goodput)}/s" : "not measured yet"),
            new("Cloud", cloud),
        ];
        if (view.LastError is { } error)
        {
            rows.Add(new TileRow("Last error", error, TileLight.Amber));
        }

        return new Tile("uplink", "Uplink", light, view.Queued.ToString(CultureInfo.InvariantCulture), "records wait", sentence, next, view.Queued, [new TileSection("The way to the cloud", rows)]);
    }
}
