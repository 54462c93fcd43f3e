using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>Which stage holds from now on, and why.</summary>
/// <param name="Stage">It.</param>
/// <param name="IsChanged">It was another one before.</param>
/// <param name="IsBlind">Nothing good is read at the moment.</param>
/// <param name="Reason">In words, for people.</param>
/// <param name="State">To be handed in with the next reading.</param>
internal sealed record StageDecision(PowerStage Stage, bool IsChanged, bool IsBlind, string Reason, StageState State);
