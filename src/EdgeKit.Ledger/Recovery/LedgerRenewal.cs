using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Recovery;

/// <summary>
/// Gives a copied or restored card a log of its own. Two cards that write one log have each the same selling rights, and the cloud has
/// frozen it: this one goes on without rights, and what only it knows goes to the cloud by <c>edgekit-cloud import --divergent</c>.
/// </summary>
internal static class LedgerRenewal
{
    /// <summary>Where the old ledger is kept, under the data directory.</summary>
    public const string Folder = "renewed";

    /// <summary>Writes what the cloud does not have to a file, and sets the ledger aside; the next start makes a new one. No daemon may run.</summary>
    /// <returns>The old log, and how many of its records are in the file; null where there is no ledger.</returns>
    /// <exception cref="IOException">The disk is full or failed; the ledger is as it was.</exception>
    public static async Task<(Guid Incarnation, long Records, string File)?> RunAsync(Settings settings, KitOptions kit, CloudConsumer cloud, CancellationToken cancellationToken)
    {
        var ledger = Path.Combine(settings.DataDirectory, LedgerFile.Name);
        if (!File.Exists(ledger))
        {
            return null;
        }

        var folder = Path.Combine(settings.DataDirectory, Folder);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var incarnation = Close(settings.DataDirectory, cloud);
        var export = Path.Combine(folder, $"{incarnation:D}.edgekit");
        var records = await FeedExport.WriteAsync(settings, kit, cloud, export, cancellationToken);

        // One rename: after a power cut there is the old ledger or none.
        File.Move(ledger, Path.Combine(folder, $"{incarnation:D}.db"));
        AtomicFile.FlushDirectory(folder);
        AtomicFile.FlushDirectory(settings.DataDirectory);
        return (incarnation, records, export);
    }

    /// <summary>Folds the write-ahead log into the file, so that the file is all there is.</summary>
    private static Guid Close(string dataDirectory, CloudConsumer cloud)
    {
        try
        {
            using var connection = LedgerFile.OpenForWriting(dataDirectory);
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            connection.Execute("PRAGMA journal_mode=DELETE");
            return LedgerRecovery.ReadState(connection, cloud.Name).Incarnation;
        }
        catch (SqliteException exception)
        {
            throw new IOException(StorageFaults.Explain(exception), exception);
        }
    }
}
