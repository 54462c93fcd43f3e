namespace EdgeKit.Testing.Players;

/// <summary>Where a viewer is at one moment; all in seconds.</summary>
/// <param name="At">The wall clock.</param>
/// <param name="Position">The video's <c>currentTime</c>.</param>
/// <param name="Latency">How far behind the live edge, as the player reckons it.</param>
/// <param name="Behind">How far behind the encoder's clock.</param>
public sealed record ViewerSample(double At, double Position, double? Latency, double? Behind);
