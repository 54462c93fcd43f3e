namespace EdgeKit.Contracts.Power;

/// <summary>What the configured policy would have done on a recorded day: <c>edgekit power simulate FILE --json</c>.</summary>
/// <param name="Seconds">How long the day is.</param>
/// <param name="Stages">Each stage from its beginning on, the first from 0.</param>
/// <param name="Loads">Each load that was switched, in order.</param>
/// <param name="End">What is believed at the end.</param>
public sealed record PolicyPreview(double Seconds, IReadOnlyList<StageChangeView> Stages, IReadOnlyList<LoadChangeView> Loads, PowerView End);
