namespace EdgeKit.Contracts.Power;

/// <summary>A load that was switched.</summary>
/// <param name="AtSeconds">Since the beginning.</param>
/// <param name="Load">Which.</param>
/// <param name="IsOn">On rather than off.</param>
public sealed record LoadChangeView(double AtSeconds, string Load, bool IsOn);
