using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Uplink.Tiles;

/// <summary>What the cloud does not have yet, and why.</summary>
internal sealed class UplinkTile(UplinkStatus status, UplinkOptions options) : ITile
{
    public int Place => 50;

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var view = status.View(oldestQueued: null);
        var since = Say.Time(status.Elapsed);
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
            new("Cloud", options.Url?.GetLeftPart(UriPartial.Authority) ?? "none"),
        ];
        if (view.LastError is { } error)
        {
            rows.Add(new TileRow("Last error", error, TileLight.Amber));
        }

        return ValueTask.FromResult(new Tile("uplink", "Uplink", light, view.Queued.ToString(CultureInfo.InvariantCulture), "records wait", sentence, next, view.Queued, [new TileSection("The way to the cloud", rows)]));
    }
}
