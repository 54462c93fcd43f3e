namespace EdgeKit.Contracts.Power;

/// <summary>The event <c>button</c>: somebody pressed the power button.</summary>
/// <param name="IsHeld">Held, which asks for an orderly shutdown, rather than tapped.</param>
public sealed record ButtonView(bool IsHeld);
