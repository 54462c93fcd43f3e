using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Writing;

/// <summary>Tells faults that pass from those after which nothing on the handle can be trusted (SQLite's result codes).</summary>
internal static class StorageFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;

    /// <summary>Whether a later try on the same handle is sound.</summary>
    public static bool IsPassing(SqliteException exception) => exception.SqliteErrorCode is Full or Busy or Locked or OutOfMemory;

    /// <summary>What it means, in words.</summary>
    public static string Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => "the disk is full; make space, orders go on by themselves",
        Busy or Locked => "another program holds the ledger",
        OutOfMemory => "there is no memory left",
        ReadOnly => "the disk is read-only",
        InputOutput => $"the disk failed ({exception.SqliteExtendedErrorCode})",
        Corrupt => "the ledger's file is damaged",
        _ => $"the ledger's file cannot be written ({exception.SqliteExtendedErrorCode})",
    };
}
