using System.Text.Json;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Telemetry;

/// <summary>What kits said of themselves lately: a week at five minutes, and no more of any kit.</summary>
internal static class TelemetryTable
{
    /// <summary>The most entries of one kit.</summary>
    public const int Most = 2_016;

    /// <summary>Keeps one; two in one millisecond are one.</summary>
    public static async Task AddAsync(Session session, string kit, KitTelemetry telemetry, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "INSERT INTO telemetry (kit, at_ms, body) VALUES (@kit, @at, @body) ON CONFLICT (kit, at_ms) DO NOTHING",
            ("@kit", kit),
            ("@at", now.ToUnixTimeMilliseconds()),
            ("@body", JsonSerializer.SerializeToUtf8Bytes(telemetry, ContractsJson.Default.KitTelemetry)));
        await session.ExecuteAsync(
            "DELETE FROM telemetry WHERE kit = @kit AND at_ms <= (SELECT at_ms FROM telemetry WHERE kit = @kit ORDER BY at_ms DESC LIMIT 1 OFFSET @most)",
            ("@kit", kit),
            ("@most", (long)Most));
    }

    /// <summary>The newest of a kit, newest first.</summary>
    public static async Task<IReadOnlyList<TelemetryEntry>> ReadAsync(Session session, string kit, int limit) => await session.QueryAsync(
        "SELECT at_ms, body FROM telemetry WHERE kit = @kit ORDER BY at_ms DESC LIMIT @limit",
        static row =>
        {
            var body = JsonSerializer.Deserialize((byte[])row.GetValue(1), ContractsJson.Default.KitTelemetry)!;
            return new TelemetryEntry(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), body.Seconds, body.Values);
        },
        ("@kit", kit),
        ("@limit", (long)limit));
}
