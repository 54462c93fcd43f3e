using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>The whole stall on one screen.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="View">The tiles.</param>
/// <param name="History">Their numbers over time.</param>
/// <param name="At">When, as people at this stall read it.</param>
internal sealed record BoardModel(string Kit, ConsoleView View, TileHistory History, string At)
{
    /// <summary>How all of it is, in one sentence.</summary>
    public string Sentence => View.Light switch
    {
        TileLight.Red => "Somebody must act.",
        TileLight.Amber => "The stall sells; somebody should look.",
        TileLight.Green or TileLight.Dark => "All is well.",
    };
}
