using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// Inserts rows into SQLite with one statement that binds by place. A command looks each of its parameters up by name for each row and makes objects of texts,
/// which takes as long as SQLite itself does.
/// </summary>
internal static class SqliteInsertion
{
    private const int ShortText = 256;

    /// <summary>Inserts them; the connection is in a transaction.</summary>
    /// <param name="database">The connection's.</param>
    /// <param name="head">Up to and without VALUES.</param>
    /// <param name="rows">Equally long: null, whole numbers, doubles, texts and bytes.</param>
    /// <param name="tail">What follows the values.</param>
    /// <param name="cancellationToken">Ends it between two rows.</param>
    /// <exception cref="SqliteException">What SQLite says.</exception>
    public static void Run(sqlite3 database, string head, IReadOnlyList<object?[]> rows, string tail, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var places = string.Join(", ", Enumerable.Repeat('?', rows[0].Length));
        Check(raw.sqlite3_prepare_v2(database, $"{head} VALUES ({places}) {tail}", out var statement), database);
        using (statement)
        {
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var column = 0; column < row.Length; column++)
                {
                    Check(Bind(statement, column + 1, row[column]), database);
                }

                if (raw.sqlite3_step(statement) is var result and not raw.SQLITE_DONE)
                {
                    Check(result, database);
                }

                Check(raw.sqlite3_reset(statement), database);
            }
        }
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        string text => Text(statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        ReadOnlyMemory<byte> bytes => raw.sqlite3_bind_blob(statement, place, bytes.Span),
        _ => throw new InvalidOperationException($"A column takes no {value.GetType()}."),
    };

    private static int Text(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length > ShortText)
        {
            return raw.sqlite3_bind_text(statement, place, text);
        }

        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
