namespace EdgeKit.Cloud.Losses;

/// <summary>The answer to a report of a loss: what the logs that it concerns hold.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Logs">Its logs.</param>
internal sealed record KitHoldings(string Kit, IReadOnlyList<LogHoldings> Logs);
