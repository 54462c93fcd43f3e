using EdgeKit.Contracts.Tiles;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Daemon.Tiles;

/// <summary>Whether there is room for the evening.</summary>
internal sealed class StorageTile(Settings settings) : ITile
{
    public string Id => "storage";

    public int Place => 60;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(DiskRoom.Of(settings.DataDirectory).Free);

    public async ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var room = DiskRoom.Of(settings.DataDirectory);
        var light = room.Free < RoomCheck.Least ? TileLight.Red : room.Free < RoomCheck.Evening ? TileLight.Amber : TileLight.Green;
        var card = await new CardCheck(new KernelFiles("/")).LookAsync(cancellationToken);
        return new Tile(
            Id,
            "Storage",
            light,
            Say.Bytes(room.Free),
            "free for orders",
            light is TileLight.Green ? "Room for this evening and more." : "The card is nearly full.",
            light is TileLight.Green ? null : "Delete what does not belong to the kit, or use a larger card.",
            room.Free,
            [
                new TileSection("On the card", [new TileRow("Free", $"{Say.Bytes(room.Free)} of {Say.Bytes(room.Total)}", light), .. Files()]),
                new TileSection("The card", [.. card.Select(static item => new TileRow(item.Name, item.Evidence, item.State is Contracts.Doctor.DoctorState.Ok ? TileLight.Green : TileLight.Amber))]),
            ]);
    }

    private IEnumerable<TileRow> Files() => new DirectoryInfo(settings.DataDirectory).EnumerateFiles()
        .OrderByDescending(static file => file.Length).Take(8).Select(static file => new TileRow(file.Name, Say.Bytes(file.Length)));
}
