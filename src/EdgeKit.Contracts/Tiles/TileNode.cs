namespace EdgeKit.Contracts.Tiles;

/// <summary>One place on a map of what flows where.</summary>
/// <param name="Id">Its name, once on a map.</param>
/// <param name="Text">How much flows, with its unit.</param>
/// <param name="IsMeasured">Whether a sensor says so.</param>
/// <param name="Light">How it is.</param>
/// <param name="From">What feeds it; null where nothing on the map does.</param>
/// <param name="To">What it feeds; null where those that it feeds name it.</param>
/// <param name="Amount">The same as a number, by which the lines of a map compare; below 0 it flows the other way. Null when nobody knows.</param>
public sealed record TileNode(string Id, string Text, bool IsMeasured, TileLight Light, string? From = null, string? To = null, double? Amount = null);
