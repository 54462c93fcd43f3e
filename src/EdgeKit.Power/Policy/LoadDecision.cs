namespace EdgeKit.Power.Policy;

/// <summary>What to switch now, in this order.</summary>
/// <param name="Actions">First things first.</param>
/// <param name="States">By load, once that is done.</param>
/// <param name="QuietUntil">Nothing is switched on before this moment of the monotonic clock.</param>
internal sealed record LoadDecision(IReadOnlyList<LoadAction> Actions, IReadOnlyDictionary<string, LoadState> States, TimeSpan QuietUntil);
