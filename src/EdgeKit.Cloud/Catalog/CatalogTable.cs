using System.Text.Json;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Cloud.Catalog;

/// <summary>The latest catalogue whole, and how it came about from those before it, as far back as is worth it.</summary>
internal static class CatalogTable
{
    /// <summary>How many publications back a kit still gets deltas.</summary>
    public const int DeltasKept = 50;

    /// <summary>Which is the latest.</summary>
    public static async Task<CatalogHead> HeadAsync(Session session) =>
        await session.FirstAsync(
            "SELECT n, version FROM catalog ORDER BY n DESC LIMIT 1", static row => new CatalogHead(row.GetInt64(0), row.GetString(1)))
        ?? CatalogHead.None;

    /// <summary>The catalogue of <paramref name="head"/>; null once another is the latest.</summary>
    public static async Task<CatalogSnapshot?> SnapshotAsync(Session session, CatalogHead head) =>
        await session.FirstAsync(
            "SELECT snapshot FROM catalog WHERE n = @n AND snapshot IS NOT NULL", static row => (byte[])row.GetValue(0), ("@n", head.N)) is { } json
            ? JsonSerializer.Deserialize(json, ContractsJson.Default.CatalogSnapshot)
            : null;

    /// <summary>The version that publication <paramref name="n"/> had; null if that is too long ago.</summary>
    public static Task<string?> VersionAsync(Session session, long n) =>
        session.FirstAsync("SELECT version FROM catalog WHERE n = @n", static row => row.GetString(0), ("@n", n));

    /// <summary>What leads from one publication to another; null if something on the way is not kept or cannot be said.</summary>
    public static async Task<IReadOnlyList<CatalogDelta>?> DeltasAsync(Session session, long from, long to)
    {
        var deltas = await session.QueryAsync(
            "SELECT delta FROM catalog WHERE n > @from AND n <= @to ORDER BY n",
            static row => row.IsDBNull(0) ? null : JsonSerializer.Deserialize((byte[])row.GetValue(0), ContractsJson.Default.CatalogDelta),
            ("@from", from),
            ("@to", to));
        return deltas.Count == to - from && deltas.TrueForAll(static delta => delta is not null) ? [.. deltas.Select(static delta => delta!)] : null;
    }

    /// <summary>Publishes a catalogue, unless it is what the latest says anyway.</summary>
    public static async Task<CatalogHead> PublishAsync(Session session, CatalogSnapshot next, DateTimeOffset now)
    {
        await session.QueryAsync("SELECT value FROM counters WHERE name = 'catalog'" + session.RowLock, static row => row.GetInt64(0));
        var head = await HeadAsync(session);
        if (head.Version == next.Version)
        {
            return head;
        }

        var last = await SnapshotAsync(session, head);
        var delta = last is null ? null : CatalogRules.Delta(last, next);
        await session.ExecuteAsync("UPDATE catalog SET snapshot = NULL WHERE snapshot IS NOT NULL");
        await session.ExecuteAsync("DELETE FROM catalog WHERE n < @oldest", ("@oldest", head.N + 1 - DeltasKept));
        await session.InsertAsync(
            "INSERT INTO catalog (n, version, published_ms, snapshot, delta)",
            [
                [
                    head.N + 1,
                    next.Version,
                    now.ToUnixTimeMilliseconds(),
                    JsonSerializer.SerializeToUtf8Bytes(next, ContractsJson.Default.CatalogSnapshot),
                    delta is null ? null : JsonSerializer.SerializeToUtf8Bytes(delta, ContractsJson.Default.CatalogDelta),
                ],
            ]);
        return new CatalogHead(head.N + 1, next.Version);
    }
}
