using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>One tile and all behind it.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Tile">The tile.</param>
/// <param name="Values">Its number over time, oldest first.</param>
/// <param name="Checks">What people are to look at, where it is that tile.</param>
internal sealed record TileModel(string Kit, Tile Tile, IReadOnlyList<double> Values, ChecksModel? Checks = null);
