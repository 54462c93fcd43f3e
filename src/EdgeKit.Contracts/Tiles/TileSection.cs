namespace EdgeKit.Contracts.Tiles;

/// <summary>A table of a tile's details.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Rows">Its rows.</param>
public sealed record TileSection(string Title, IReadOnlyList<TileRow> Rows);
