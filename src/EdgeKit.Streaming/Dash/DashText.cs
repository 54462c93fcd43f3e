namespace EdgeKit.Streaming.Dash;

/// <summary>A piece of text in a manifest.</summary>
/// <param name="Value">What it says, entities resolved.</param>
/// <param name="Start">Where it stands as written, in characters from the start; negative if that is not one plain stretch.</param>
/// <param name="Length">How many characters it has as written.</param>
internal readonly record struct DashText(string Value, int Start, int Length);
