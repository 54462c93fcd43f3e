namespace EdgeKit.Cloud.Losses;

/// <summary>What a log holds.</summary>
/// <param name="Incarnation">Which log.</param>
/// <param name="Standing">What may be done with it.</param>
/// <param name="Skus">Its goods.</param>
internal sealed record LogHoldings(Guid Incarnation, LogStanding Standing, IReadOnlyList<HeldSku> Skus);
