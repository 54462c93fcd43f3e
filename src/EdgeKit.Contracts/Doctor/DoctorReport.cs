namespace EdgeKit.Contracts.Doctor;

/// <summary>What <c>edgekit doctor --json</c> prints.</summary>
/// <param name="Version">Of the program that looked.</param>
/// <param name="Time">When, by the system's clock.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="State">The worst of all items.</param>
/// <param name="Items">What was looked at, in the order of the audit.</param>
/// <param name="Kit">The kit's id; null where the configuration does not say.</param>
public sealed record DoctorReport(string Version, DateTimeOffset Time, double Seconds, DoctorState State, IReadOnlyList<DoctorItem> Items, string? Kit = null);
