namespace EdgeKit.Contracts.Tiles;

/// <summary>The answer of <c>GET /api/v1/console</c>: the whole stall on one screen.</summary>
/// <param name="Light">The worst light of all.</param>
/// <param name="Tiles">In the order in which people look.</param>
public sealed record ConsoleView(TileLight Light, IReadOnlyList<Tile> Tiles);
