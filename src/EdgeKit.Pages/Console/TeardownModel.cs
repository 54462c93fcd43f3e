using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>What is left to do before the stall is taken down.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Steps">In order, each with how it stands.</param>
/// <param name="Devices">How many devices would be put out.</param>
/// <param name="Token">What makes a form of ours.</param>
/// <param name="Said">What became of the last form.</param>
internal sealed record TeardownModel(string Kit, IReadOnlyList<TileRow> Steps, int Devices, string Token, string? Said = null);
