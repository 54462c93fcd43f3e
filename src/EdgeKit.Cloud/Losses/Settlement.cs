namespace EdgeKit.Cloud.Losses;

/// <summary>The answer to a settlement.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Incarnation">Which log, now closed.</param>
/// <param name="Skus">What became of its goods.</param>
internal sealed record Settlement(string Kit, Guid Incarnation, IReadOnlyList<SettledSku> Skus);
