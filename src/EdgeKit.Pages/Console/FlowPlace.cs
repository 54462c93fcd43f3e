using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>A node with its place on a map.</summary>
/// <param name="Node">The node.</param>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
internal sealed record FlowPlace(TileNode Node, int X, int Y);
