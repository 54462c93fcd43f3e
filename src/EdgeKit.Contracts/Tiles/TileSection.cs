namespace EdgeKit.Contracts.Tiles;

/// <summary>A table of a tile's details.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Map">The same as a picture of what flows where; null where nothing flows.</param>
public sealed record TileSection(string Title, IReadOnlyList<TileRow> Rows, IReadOnlyList<TileNode>? Map = null);
