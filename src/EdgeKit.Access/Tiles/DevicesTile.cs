using System.Globalization;
using EdgeKit.Access.Devices;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Access.Tiles;

/// <summary>Who is in.</summary>
internal sealed class DevicesTile(AccessOptions options, DeviceRegistry devices) : ITile
{
    public string Id => "devices";

    public int Place => 80;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(devices.All.Count);

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var all = devices.All;
        var (light, sentence, next) = (options.IsOpen, devices.HasOwner, options.SetupCode) switch
        {
            (true, _, _) => (TileLight.Red, "Everyone on this network may sell, refund and see orders.", (string?)"Take security.access: open out of the configuration."),
            (false, false, null) => (TileLight.Dark, "Nobody was let in; 'edgekit pair' on the kit lets in the first.", null),
            (false, false, _) => (TileLight.Amber, "Nobody owns this kit yet.", "Type the setup code at /pair."),
            (false, true, _) => (TileLight.Green, "Only who was let in comes in.", null),
        };
        var rows = all.Select(device => new TileRow(
            device.Name,
            $"{device.Role.ToString().ToLower(CultureInfo.InvariantCulture)}, let in by {device.PairedBy}, {(devices.LastSeen(device.Id) is { } ago ? $"seen {Say.Time(ago)} ago" : "not seen since the start")}"));
        return ValueTask.FromResult(new Tile(Id, "Devices", light, all.Count.ToString(CultureInfo.InvariantCulture), "let in", sentence, next, all.Count, [new TileSection("Who is in", [.. rows])]));
    }
}
