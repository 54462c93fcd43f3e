using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>One log of a kit.</summary>
/// <param name="Kit">Whose.</param>
/// <param name="Incarnation">Which.</param>
/// <param name="Records">From the first one to the last.</param>
/// <param name="IsLost">The kit is gone, and these are the records that the cloud has of it: what came after them nobody can say.</param>
public sealed record KitLedger(string Kit, Guid Incarnation, IReadOnlyList<LogRecord> Records, bool IsLost = false);
