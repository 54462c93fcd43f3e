using EdgeKit.Kernel.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>Opens <c>ledger.db</c>.</summary>
internal static class LedgerFile
{
    /// <summary>The file's name under the data directory.</summary>
    public const string Name = "ledger.db";

    /// <summary>
    /// The writer's connection. In WAL with <c>synchronous=FULL</c> a commit returns after the flush of the log file that holds it;
    /// checkpoints run when the writer says so, so that none falls between an order and its answer.
    /// </summary>
    public static SqliteConnection OpenForWriting(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(dataDirectory, Name);
        var isNew = !File.Exists(path);
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        connection.Execute("PRAGMA journal_mode=WAL");
        connection.Execute("PRAGMA synchronous=FULL");
        connection.Execute("PRAGMA wal_autocheckpoint=0");
        connection.Execute("PRAGMA journal_size_limit=33554432");
        connection.Execute("PRAGMA cache_size=-4096");
        if (isNew)
        {
            AtomicFile.FlushDirectory(dataDirectory);
        }

        return connection;
    }

    /// <summary>A connection that only reads, beside the writer or without it.</summary>
    public static SqliteConnection OpenForReading(string dataDirectory)
    {
        var connection = Open(Path.Combine(dataDirectory, Name), SqliteOpenMode.ReadOnly);
        connection.Execute("PRAGMA cache_size=-512");
        return connection;
    }

    /// <summary>A connection that only reads and leaves nothing behind: where no write-ahead log is there, nobody writes, and SQLite is told so, or it would make one.</summary>
    public static SqliteConnection OpenForLooking(string dataDirectory)
    {
        var path = Path.GetFullPath(Path.Combine(dataDirectory, Name));
        return File.Exists(path + "-wal") ? OpenForReading(dataDirectory) : Open($"{new UriBuilder { Scheme = Uri.UriSchemeFile, Host = "", Path = path }.Uri.AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA temp_store=MEMORY");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
