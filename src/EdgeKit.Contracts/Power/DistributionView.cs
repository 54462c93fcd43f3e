namespace EdgeKit.Contracts.Power;

/// <summary>Where power comes from and goes to.</summary>
/// <param name="Sources">In the order of the configuration.</param>
/// <param name="Buses">In the order of the configuration.</param>
/// <param name="Loads">Those that hang on a bus, in the order of the configuration.</param>
/// <param name="OverLimit">The names of all that carry more than they may.</param>
public sealed record DistributionView(
    IReadOnlyList<SourceFlowView> Sources, IReadOnlyList<BusFlowView> Buses, IReadOnlyList<LoadFlowView> Loads, IReadOnlyList<string> OverLimit);
