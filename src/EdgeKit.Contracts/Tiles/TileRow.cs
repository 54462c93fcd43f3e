namespace EdgeKit.Contracts.Tiles;

/// <summary>A row of a tile's details.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Text">How it is.</param>
/// <param name="Light">Where it is not as it should be.</param>
public sealed record TileRow(string Name, string Text, TileLight Light = TileLight.Green);
