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

    /// <summary>One of them now; null if there is none of that name.</summary>
    public async Task<Tile?> ShowAsync(string id, CancellationToken cancellationToken) =>
        Array.Find(_tiles, tile => tile.Id == id) is { } found ? await AskAsync(found, cancellationToken) : null;

    /// <summary>The numbers to plot. What cannot be asked has none now.</summary>
    public async Task<IReadOnlyList<(string Id, double Value)>> NumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<(string Id, double Value)>(_tiles.Length);
        foreach (var tile in _tiles)
        {
            try
            {
                if (await tile.NumberAsync(cancellationToken) is { } number)
                {
                    numbers.Add((tile.Id, number));
                }
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                // The tile itself says so as long as it lasts.
                continue;
            }
        }

        return numbers;
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
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return new Tile(tile.Id, $"{char.ToUpperInvariant(tile.Id[0])}{tile.Id[1..]}", TileLight.Red, "–", "not known", $"It cannot be read: {exception.Message}.", "Run 'edgekit doctor' on the kit.");
        }
    }

    private static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
