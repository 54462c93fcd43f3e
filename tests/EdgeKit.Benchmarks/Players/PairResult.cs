using EdgeKit.Testing.Players;

namespace EdgeKit.Benchmarks.Players;

/// <summary>Two players of one library that watched the same stream at the same time.</summary>
/// <param name="Library">Which.</param>
/// <param name="Direct">How the one at the origin fared.</param>
/// <param name="Edge">How the one at the kit fared.</param>
internal sealed record PairResult(PlayerLibrary Library, PlayerFigures Direct, PlayerFigures Edge)
{
    /// <summary>How much later the kit's viewer sees the picture, in milliseconds.</summary>
    public double LaterMs => Edge.BehindMs - Direct.BehindMs;

    /// <summary>The same by the player's own reckoning.</summary>
    public double ReckonedLaterMs => Edge.LatencyMs - Direct.LatencyMs;
}
