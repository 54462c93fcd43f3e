using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>Rows of <c>log</c> as records.</summary>
internal static class RecordReader
{
    /// <summary>What <see cref="Read"/> wants selected.</summary>
    public const string Columns = "log.seq, log.type, boots.boot, log.monotonic, log.wall, log.clock, log.hlc, log.prev, log.body";

    /// <summary>From where.</summary>
    public const string From = "log JOIN boots ON boots.id = log.boot";

    /// <summary>The row that <paramref name="row"/> stands on.</summary>
    public static LogRecord Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        Known(row.GetString(1)),
        new RecordedAt(new Guid(row.GetFieldValue<byte[]>(2), bigEndian: true), row.GetInt64(3), row.GetInt64(4), (ClockState)row.GetInt32(5)),
        row.GetInt64(6),
        unchecked((ulong)row.GetInt64(7)),
        row.GetFieldValue<byte[]>(8));

    private static string Known(string type) => string.IsInterned(type) ?? type;
}
