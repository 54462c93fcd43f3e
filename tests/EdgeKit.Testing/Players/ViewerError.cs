namespace EdgeKit.Testing.Players;

/// <summary>What a player complained of.</summary>
/// <param name="AtMs">The wall clock, in milliseconds.</param>
/// <param name="Text">What it said.</param>
/// <param name="IsFatal">Whether it gave up.</param>
public sealed record ViewerError(double AtMs, string Text, bool IsFatal);
