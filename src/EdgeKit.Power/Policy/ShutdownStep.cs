namespace EdgeKit.Power.Policy;

/// <summary>One step of the shutdown.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Most">It is cut short then.</param>
internal sealed record ShutdownStep(string Name, TimeSpan Most);
