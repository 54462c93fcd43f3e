using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Cloud.Rights;

/// <summary>What kits and the shop were asked for: the kits say it, the shop's is noted as it sells.</summary>
internal static class DemandTable
{
    /// <summary>The shop's rows stand where a log's number stands.</summary>
    public const long Shop = 0;

    /// <summary>More items than any kit sells.</summary>
    public const int MostSkus = 20_000;

    /// <summary>The first order does not mean that one comes at every moment: it is taken as that of an hour.</summary>
    private static readonly Fading Unknown = new(0, 1);

    private const string Upsert =
        """
        ON CONFLICT (log, sku) DO UPDATE SET units = excluded.units, hours = excluded.hours, wanted = excluded.wanted, at_ms = excluded.at_ms
        """;

    /// <summary>Keeps what a kit reports.</summary>
    /// <returns>False if it has reported more items than a kit sells.</returns>
    public static async Task<bool> ReportAsync(Session session, long log, RightsReport report, DateTimeOffset now)
    {
        if (await session.NumberAsync("SELECT COUNT(*) FROM demand WHERE log = @log", ("@log", log)) + report.Skus.Count > MostSkus)
        {
            return false;
        }

        await session.ExecuteAsync(
            "UPDATE logs SET contact_ms = @now, offline_s = @offline WHERE id = @log",
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@offline", (long)report.OfflineSeconds),
            ("@log", log));
        await session.InsertAsync(
            "INSERT INTO demand (log, sku, units, hours, wanted, at_ms)",
            [
                .. report.Skus.OrderBy(static sku => sku.Sku, StringComparer.Ordinal)
                    .Select(sku => new object?[] { log, sku.Sku, sku.Units, sku.Hours, sku.Wanted, now.ToUnixTimeMilliseconds() }),
            ],
            Upsert);
        return true;
    }

    /// <summary>Notes what the shop was asked for; the pool's rows are locked.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="asked">Each line, and how many of it were not there.</param>
    /// <param name="now">The cloud's clock.</param>
    public static async Task AskShopAsync(Session session, IReadOnlyList<(SkuQuantity Line, long Missing)> asked, DateTimeOffset now)
    {
        if (asked.Count == 0)
        {
            return;
        }

        var (names, parameters) = SkuList.Of([.. asked.Select(static line => line.Line.Sku)]);
        var before = (await session.QueryAsync(
            $"SELECT sku, units, hours, at_ms FROM demand WHERE log = @shop AND sku IN ({names})",
            static row => (Sku: row.GetString(0), Fading: new Fading(row.GetDouble(1), row.GetDouble(2)), At: row.GetInt64(3)),
            [("@shop", Shop), .. parameters])).ToDictionary(static row => row.Sku, StringComparer.Ordinal);
        await session.InsertAsync(
            "INSERT INTO demand (log, sku, units, hours, wanted, at_ms)",
            [
                .. asked.Select(line =>
                {
                    var (sku, quantity) = line.Line;
                    var faded = before.TryGetValue(sku, out var row) ? row.Fading.After(Hours(row.At, now)) : Unknown;
                    return new object?[] { Shop, sku, faded.Units + quantity, faded.Hours, line.Missing, now.ToUnixTimeMilliseconds() };
                }),
            ],
            Upsert);
    }

    /// <summary>Hours since an instant that was stored.</summary>
    public static double Hours(long sinceMs, DateTimeOffset now) => (now - DateTimeOffset.FromUnixTimeMilliseconds(sinceMs)).TotalHours;
}
