namespace EdgeKit.Contracts.Power;

/// <summary>The answer of <c>POST /api/v1/power/rehearsal</c>: the shutdown as it would go now, up to the moment before the power goes off.</summary>
/// <param name="Works">Every step went as it should, and the pack lasts for all of them.</param>
/// <param name="IsSimulated">The power is made up.</param>
/// <param name="Steps">In their order, with the time each took.</param>
/// <param name="TookSeconds">All of them together.</param>
/// <param name="NeedsSeconds">All of them at their longest.</param>
/// <param name="Faults">What would go wrong, and what to do about it; empty when nothing.</param>
/// <param name="HasSeconds">What the pack has left when the shutdown begins, an old pack on a cold night; null where no charge is set at which it begins.</param>
public sealed record RehearsalView(
    bool Works,
    bool IsSimulated,
    IReadOnlyList<ShutdownStepView> Steps,
    double TookSeconds,
    double NeedsSeconds,
    IReadOnlyList<string> Faults,
    double? HasSeconds = null);
