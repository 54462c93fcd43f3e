using System.Globalization;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Log;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Recovery;

/// <summary>Looks into the ledger beside the writer or without it, and changes nothing.</summary>
internal static class LedgerExamination
{
    // A card reads so much in a few seconds.
    private const long CheckedWhole = 48 << 20;

    /// <summary>What is found; null where there is no ledger.</summary>
    public static LedgerInspection? Of(string dataDirectory, string cloudConsumer)
    {
        var file = new FileInfo(Path.Combine(dataDirectory, LedgerFile.Name));
        if (!file.Exists)
        {
            return null;
        }

        var log = new FileInfo(file.FullName + "-wal") is { Exists: true, Length: var waiting } ? waiting : 0;
        var isSmall = file.Length + log <= CheckedWhole;
        try
        {
            using var connection = LedgerFile.OpenForLooking(dataDirectory);
            var version = Number(connection, "PRAGMA user_version");
            if (version != LedgerSchema.Version)
            {
                return new LedgerInspection(0, 0, file.Length, 0, log, IsWholeChecked: false, $"it has layout {version}, and this EdgeKit knows {LedgerSchema.Version}");
            }

            // Throws where the last records do not follow from one another.
            var state = LedgerRecovery.ReadState(connection, cloudConsumer);
            var free = Number(connection, "PRAGMA freelist_count") * Number(connection, "PRAGMA page_size");
            var damage = isSmall && connection.Scalar("PRAGMA quick_check(1)") is string said and not "ok" ? said : null;
            return new LedgerInspection(state.Head.Seq, state.Head.Orders, file.Length, free, log, isSmall, damage);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or InvalidOperationException)
        {
            return new LedgerInspection(0, 0, file.Length, 0, log, IsWholeChecked: false, exception.Message);
        }
    }

    private static long Number(SqliteConnection connection, string sql) => Convert.ToInt64(connection.Scalar(sql), CultureInfo.InvariantCulture);
}
