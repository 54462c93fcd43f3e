using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>
/// The tables of <c>ledger.db</c>. A row of <c>log</c> is a record and, beside it, what only this kit needs: how many orders
/// there were by then, the idempotency key that asked for it and the answer that was given. So one row, in one place, is all
/// that an order costs besides its key's index entry and its SKUs' counters.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>The layout that this version writes.</summary>
    public const int Version = 1;

    private const string Create = """
        CREATE TABLE log(
            seq INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            boot INTEGER NOT NULL,
            monotonic INTEGER NOT NULL,
            wall INTEGER NOT NULL,
            clock INTEGER NOT NULL,
            hlc INTEGER NOT NULL,
            prev INTEGER NOT NULL,
            orders INTEGER NOT NULL,
            body BLOB NOT NULL,
            key INTEGER,
            fingerprint BLOB,
            answer BLOB) STRICT;
        CREATE UNIQUE INDEX log_key ON log(key) WHERE key IS NOT NULL;
        CREATE TABLE order_state(seq INTEGER PRIMARY KEY, state BLOB NOT NULL) STRICT;
        CREATE TABLE stock(
            sku TEXT PRIMARY KEY,
            granted INTEGER NOT NULL,
            returned INTEGER NOT NULL,
            consumed INTEGER NOT NULL,
            transferred_in INTEGER NOT NULL,
            transferred_out INTEGER NOT NULL,
            received INTEGER NOT NULL,
            put_back INTEGER NOT NULL,
            short INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE boots(id INTEGER PRIMARY KEY, boot BLOB NOT NULL UNIQUE) STRICT;
        CREATE TABLE consumers(name TEXT PRIMARY KEY, ack INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE confirmations(uptime INTEGER PRIMARY KEY, ack INTEGER NOT NULL) STRICT;
        CREATE TABLE kit(incarnation BLOB NOT NULL, uptime INTEGER NOT NULL, first INTEGER NOT NULL) STRICT;
        """;

    // Beside the layout's number: a version that does not know this table passes it over, so going back to one stays possible.
    private const string CreateNewest = """
        CREATE TABLE IF NOT EXISTS newest(
            type TEXT NOT NULL,
            subject TEXT NOT NULL,
            seq INTEGER NOT NULL,
            boot INTEGER NOT NULL,
            monotonic INTEGER NOT NULL,
            wall INTEGER NOT NULL,
            clock INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY(type, subject)) STRICT, WITHOUT ROWID
        """;

    // Likewise.
    private const string CreateHolds = """
        CREATE TABLE IF NOT EXISTS holds(
            id BLOB PRIMARY KEY,
            cart TEXT NOT NULL,
            lines BLOB NOT NULL,
            state INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            device TEXT,
            ended INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS running(
            id INTEGER PRIMARY KEY,
            boot INTEGER NOT NULL,
            shift INTEGER NOT NULL,
            now INTEGER NOT NULL) STRICT;
        """;

    // Likewise. One row for each transfer between kits, oldest first by number; what a repetition must find is never deleted (TransferTable).
    private const string CreateTransfers = """
        CREATE TABLE IF NOT EXISTS transfers(
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            direction INTEGER NOT NULL,
            sku TEXT NOT NULL,
            asked INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            kit TEXT NOT NULL,
            incarnation BLOB NOT NULL,
            state INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            UNIQUE(id, direction)) STRICT;
        CREATE INDEX IF NOT EXISTS transfers_peer ON transfers(direction, incarnation, number);
        CREATE INDEX IF NOT EXISTS transfers_pending ON transfers(number) WHERE direction = 1 AND state = 0;
        """;

    // Likewise. One row where the cloud limits the time for which granted rights may be sold, none where it does not.
    private const string CreateSelling = """
        CREATE TABLE IF NOT EXISTS selling(id INTEGER PRIMARY KEY CHECK(id = 1), seconds INTEGER NOT NULL, remaining INTEGER NOT NULL) STRICT
        """;

    /// <summary>Makes the tables if there are none.</summary>
    /// <exception cref="InvalidDataException">A newer version of the daemon wrote them.</exception>
    public static void Ensure(SqliteConnection connection, Guid newIncarnation)
    {
        var version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);
        if (version > Version)
        {
            throw new InvalidDataException(
                $"The ledger was written by a newer EdgeKit (layout {version}, this one knows {Version}). Install that version again; nothing was changed.");
        }

        if (version == Version)
        {
            CreateBeside(connection);
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(Create);
        CreateBeside(connection);
        using (var insert = connection.Prepare("INSERT INTO kit(incarnation, uptime, first) VALUES($incarnation, 0, 1)", "$incarnation"))
        {
            insert.Parameters[0].Value = newIncarnation.ToByteArray(bigEndian: true);
            insert.ExecuteNonQuery();
        }

        connection.Execute($"PRAGMA user_version = {Version}");
        connection.Execute("COMMIT");
    }

    private static void CreateBeside(SqliteConnection connection)
    {
        connection.Execute(CreateNewest);
        connection.Execute(CreateHolds);
        connection.Execute(CreateTransfers);
        connection.Execute(CreateSelling);
    }
}
