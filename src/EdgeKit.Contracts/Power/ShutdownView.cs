namespace EdgeKit.Contracts.Power;

/// <summary>A shutdown that is under way.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="IsSimulated">The power is made up, so the kit stays on in the end.</param>
/// <param name="IsPastReturn">Power that comes back now does not call it off any more.</param>
/// <param name="Steps">In their order.</param>
public sealed record ShutdownView(string Reason, bool IsSimulated, bool IsPastReturn, IReadOnlyList<ShutdownStepView> Steps);
