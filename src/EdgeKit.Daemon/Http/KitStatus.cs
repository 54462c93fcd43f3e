using EdgeKit.Contracts;

namespace EdgeKit.Daemon.Http;

/// <summary>The answer of <c>GET /api/v1/status</c>.</summary>
/// <param name="Kit">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Currency">What it sells in.</param>
/// <param name="Version">Of the daemon.</param>
/// <param name="UptimeSeconds">Of the daemon.</param>
/// <param name="Ready">Whether orders are taken.</param>
/// <param name="Storage">How the ledger's disk is.</param>
/// <param name="Time">The kit's wall time.</param>
/// <param name="Clock">How far to trust it.</param>
/// <param name="MemoryBytes">Resident.</param>
/// <param name="Faults">What a person must mend, in words.</param>
internal sealed record KitStatus(
    string Kit,
    string Name,
    string Currency,
    string Version,
    long UptimeSeconds,
    bool Ready,
    string Storage,
    DateTimeOffset Time,
    ClockState Clock,
    long MemoryBytes,
    IReadOnlyList<string> Faults);
