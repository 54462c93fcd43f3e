namespace EdgeKit.Contracts.Tiles;

/// <summary>One thing of the stall on one screen: a light, the one number that matters, and what to do next.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Light">How it is.</param>
/// <param name="Figure">The one number that matters, with its unit.</param>
/// <param name="Label">What the number is.</param>
/// <param name="Sentence">How it is, in words.</param>
/// <param name="Next">What a person does next; null where there is nothing to do.</param>
/// <param name="Value">The number to plot over time; null where there is none.</param>
/// <param name="Details">What is behind it.</param>
/// <param name="IsSimulated">None of it is real.</param>
public sealed record Tile(
    string Id,
    string Name,
    TileLight Light,
    string Figure,
    string Label,
    string Sentence,
    string? Next = null,
    double? Value = null,
    IReadOnlyList<TileSection>? Details = null,
    bool IsSimulated = false);
