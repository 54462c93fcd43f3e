using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>A line of a map.</summary>
/// <param name="Path">Its course, as SVG writes it.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="Light">How it is.</param>
/// <param name="IsMeasured">Whether a sensor says so.</param>
internal sealed record FlowLine(string Path, string Width, TileLight Light, bool IsMeasured);
