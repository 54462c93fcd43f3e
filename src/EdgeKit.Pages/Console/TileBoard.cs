using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>The tiles of all modules, asked side by side. One that cannot be asked says so and hides no other.</summary>
internal sealed class TileBoard(IEnumerable<ITile> tiles)
{
    private readonly ITile[] _tiles = [.. tiles.OrderBy(static tile => tile.Place)];

    /// <summary>All of them now.</summary>
    public async Task<ConsoleView> ShowAsync(CancellationToken cancellationToken)
    {
        var shown = await Task.WhenAll(_tiles.Select(tile => AskAsync(tile, cancellationToken)));
        return new ConsoleView(Worst(shown), shown);
    }

    private static TileLight Worst(Tile[] tiles) =>
        tiles.Any(static tile => tile.Light is TileLight.Red) ? TileLight.Red
        : tiles.Any(static tile => tile.Light is TileLight.Amber) ? TileLight.Amber
        : TileLight.Green;

    private static async Task<Tile> AskAsync(ITile tile, CancellationToken cancellationToken)
    {
        try
        {
            return await tile.ShowAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var name = tile.GetType().Name.Replace("Tile", "", StringComparison.Ordinal);
            return new Tile(name.ToLowerInvariant(), name, TileLight.Red, "–", "not known", $"It cannot be read: {exception.Message}.", "Run 'edgekit doctor' on the kit.");
        }
    }
}
