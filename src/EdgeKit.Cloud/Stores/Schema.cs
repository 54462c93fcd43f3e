using System.Globalization;

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// The tables, in words that SQLite and PostgreSQL both take. Instants are Unix milliseconds, money is minor units, enums are
/// numbers, stock counters only ever grow.
/// </summary>
internal static class Schema
{
    private const string Settings = "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)";

    /// <summary>One entry per version; an entry that was released never changes.</summary>
    private static readonly string[][] Versions =
    [
        [
            "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
            "INSERT INTO counters (name, value) VALUES ('log', 0), ('position', 0), ('catalog', 0)",
            """
            CREATE TABLE logs (
                id BIGINT PRIMARY KEY, kit TEXT NOT NULL, incarnation TEXT NOT NULL, last_seq BIGINT NOT NULL, last_hash BIGINT NOT NULL,
                heard_ms BIGINT NOT NULL, quarantined BIGINT NOT NULL, frozen_ms BIGINT, frozen_why TEXT, UNIQUE (kit, incarnation))
            """,
            """
            CREATE TABLE records (
                log BIGINT NOT NULL, seq BIGINT NOT NULL, position BIGINT NOT NULL UNIQUE, type TEXT NOT NULL, boot TEXT NOT NULL,
                monotonic_ms BIGINT NOT NULL, wall_ms BIGINT NOT NULL, clock BIGINT NOT NULL, hlc BIGINT NOT NULL,
                prev_hash BIGINT NOT NULL, hash BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (log, seq))
            """,
            "CREATE TABLE quarantine (log BIGINT NOT NULL, seq BIGINT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (log, seq))",
            """
            CREATE TABLE orders (
                log BIGINT NOT NULL, seq BIGINT NOT NULL, kit TEXT NOT NULL, position BIGINT NOT NULL UNIQUE, status BIGINT NOT NULL,
                amount BIGINT NOT NULL, currency TEXT NOT NULL, lines BYTEA NOT NULL, taken_back BYTEA NOT NULL, PRIMARY KEY (log, seq))
            """,
            "CREATE INDEX orders_of_kit ON orders (kit, position)",
            """
            CREATE TABLE pool (
                sku TEXT PRIMARY KEY, total BIGINT NOT NULL, shop_sold BIGINT NOT NULL, granted BIGINT NOT NULL, returned BIGINT NOT NULL,
                received BIGINT NOT NULL)
            """,
            """
            CREATE TABLE kit_stock (
                log BIGINT NOT NULL, sku TEXT NOT NULL, granted BIGINT NOT NULL, returned BIGINT NOT NULL, received BIGINT NOT NULL,
                consumed BIGINT NOT NULL, put_back BIGINT NOT NULL, short BIGINT NOT NULL, PRIMARY KEY (log, sku))
            """,
            "CREATE INDEX kit_stock_of_sku ON kit_stock (sku)",
            "CREATE TABLE catalog (n BIGINT PRIMARY KEY, version TEXT NOT NULL, published_ms BIGINT NOT NULL, snapshot BYTEA, delta BYTEA)",
            """
            CREATE TABLE answers (
                caller TEXT NOT NULL, key TEXT NOT NULL, request BYTEA NOT NULL, answer BYTEA NOT NULL, at_ms BIGINT NOT NULL,
                PRIMARY KEY (caller, key))
            """,
            "CREATE TABLE shop_orders (id TEXT PRIMARY KEY, lines BYTEA NOT NULL, reference TEXT, accepted_ms BIGINT NOT NULL)",
            """
            CREATE TABLE tokens (
                hash BYTEA PRIMARY KEY, role BIGINT NOT NULL, name TEXT NOT NULL, added_ms BIGINT NOT NULL, revoked_ms BIGINT)
            """,
            "CREATE UNIQUE INDEX tokens_in_force ON tokens (role, name) WHERE revoked_ms IS NULL",
        ],
        [
            // Few among the orders, and looked for without them.
            "CREATE INDEX checks_of_log ON records (log, position) WHERE type = 'CheckRecorded'",
        ],
        [
            "INSERT INTO counters (name, value) VALUES ('rights', 0), ('journal', 0)",
            "ALTER TABLE logs ADD COLUMN origin TEXT",
            "ALTER TABLE logs ADD COLUMN contact_ms BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE logs ADD COLUMN offline_s BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE logs ADD COLUMN lost_ms BIGINT",
            "ALTER TABLE logs ADD COLUMN lost_why TEXT",
            "ALTER TABLE logs ADD COLUMN settled_ms BIGINT",
            "ALTER TABLE logs ADD COLUMN settled_why TEXT",
            "ALTER TABLE pool ADD COLUMN short BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE kit_stock ADD COLUMN acknowledged BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE kit_stock ADD COLUMN transferred_in BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE kit_stock ADD COLUMN transferred_out BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE kit_stock ADD COLUMN return_to BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE kit_stock ADD COLUMN rights_version BIGINT NOT NULL DEFAULT 0",

            // What a kit's sales change is not in it, so that they cost no more than before.
            "CREATE INDEX kit_stock_of_version ON kit_stock (rights_version) WHERE rights_version > 0",

            // The shop's is the one of log 0.
            """
            CREATE TABLE demand (
                log BIGINT NOT NULL, sku TEXT NOT NULL, units DOUBLE PRECISION NOT NULL, hours DOUBLE PRECISION NOT NULL,
                wanted BIGINT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY (log, sku))
            """,
            "CREATE INDEX demand_of_sku ON demand (sku)",

            // A row per transfer, with what the donor's record says once that is known; and one for each log that says it took it in.
            """
            CREATE TABLE transfers (
                id TEXT PRIMARY KEY, log BIGINT, seq BIGINT, sku TEXT, quantity BIGINT, kit TEXT, incarnation TEXT)
            """,
            "CREATE INDEX transfers_of_sku ON transfers (sku)",
            """
            CREATE TABLE arrivals (
                transfer TEXT NOT NULL, log BIGINT NOT NULL, seq BIGINT NOT NULL, sku TEXT NOT NULL, quantity BIGINT NOT NULL,
                kit TEXT NOT NULL, incarnation TEXT NOT NULL, counts BIGINT NOT NULL, PRIMARY KEY (transfer, log))
            """,
            "CREATE INDEX arrivals_of_sku ON arrivals (sku)",
            """
            CREATE TABLE journal (
                n BIGINT PRIMARY KEY, at_ms BIGINT NOT NULL, act BIGINT NOT NULL, sku TEXT, log BIGINT, quantity BIGINT,
                reason TEXT NOT NULL, said_by TEXT NOT NULL)
            """,
            "CREATE INDEX journal_of_sku ON journal (sku, n)",
        ],
        [
            "CREATE TABLE telemetry (kit TEXT NOT NULL, at_ms BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (kit, at_ms))",
        ],
        [
            "CREATE TABLE receivers (name TEXT PRIMARY KEY, beat BIGINT NOT NULL)",
        ],
    ];

    /// <summary>Brings the tables up to this version; runs in one transaction, alone.</summary>
    /// <exception cref="StoreException">A newer version wrote them.</exception>
    public static async Task<int> ApplyAsync(Session session)
    {
        await session.ExecuteAsync(Settings);
        var stored = await session.FirstAsync("SELECT value FROM settings WHERE name = 'schema'", static row => row.GetString(0));
        var version = stored is null ? 0 : int.Parse(stored, CultureInfo.InvariantCulture);
        if (version > Versions.Length)
        {
            throw new StoreException(
                StoreFault.Unusable, $"The store has version {version} of the tables and this edgekit-cloud knows up to {Versions.Length}: use a newer one.");
        }

        foreach (var statement in Versions.Skip(version).SelectMany(static statements => statements))
        {
            await session.ExecuteAsync(statement);
        }

        if (version < Versions.Length)
        {
            await session.ExecuteAsync(
                "INSERT INTO settings (name, value) VALUES ('schema', @version) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                ("@version", Versions.Length.ToString(CultureInfo.InvariantCulture)));
        }

        return Versions.Length;
    }
}
