namespace EdgeKit.Contracts.Power;

/// <summary>One step of the shutdown.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="AllowedSeconds">It is cut short then.</param>
/// <param name="State">How it went.</param>
/// <param name="Seconds">How long it took; null before its end.</param>
/// <param name="Said">What came of it, in words; null before its end.</param>
public sealed record ShutdownStepView(string Name, double AllowedSeconds, ShutdownStepState State, double? Seconds = null, string? Said = null);
