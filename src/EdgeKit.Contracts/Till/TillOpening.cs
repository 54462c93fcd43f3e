using System.Text.Json.Serialization;

namespace EdgeKit.Contracts.Till;

/// <summary>Asks to open the till for a day.</summary>
/// <param name="OpeningFloat">What lies in the drawer; not negative.</param>
public sealed record TillOpening([property: JsonPropertyName("float")] Money OpeningFloat);
