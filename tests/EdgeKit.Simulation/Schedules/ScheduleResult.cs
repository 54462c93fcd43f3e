namespace EdgeKit.Simulation.Schedules;

/// <summary>What a schedule came to.</summary>
/// <param name="Seed">Repeats it.</param>
/// <param name="Faults">What must not be; none for a right one.</param>
/// <param name="Tally">What happened.</param>
internal sealed record ScheduleResult(int Seed, IReadOnlyList<string> Faults, ScheduleTally Tally);
