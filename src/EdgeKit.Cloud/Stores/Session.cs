using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// One connection, in one transaction when writing. The SQL that runs here is the part that SQLite and PostgreSQL share; where they
/// differ, the session says how.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="transaction">Null when reading.</param>
/// <param name="cancellationToken">Ends every statement.</param>
internal sealed class Session(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    // Each statement of PostgreSQL's costs a round trip.
    private const int RowsAtOnce = 100;

    /// <summary>What a SELECT ends with to lock its rows until the transaction ends: SQLite has one writer, so nothing needs a lock.</summary>
    public string RowLock => connection is SqliteConnection ? "" : " FOR UPDATE";

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a query.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Runs a query for one row.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> map, params (string Name, object? Value)[] parameters)
        where T : class =>
        (await QueryAsync(sql, map, parameters)).FirstOrDefault();

    /// <summary>Runs a query for one number, or a statement that returns one.</summary>
    public async Task<long?> NumberAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var found = await QueryAsync(sql, static row => row.GetInt64(0), parameters);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Inserts many rows, with as few statements as pay.</summary>
    /// <param name="head">Up to and without VALUES.</param>
    /// <param name="rows">Equally long.</param>
    /// <param name="tail">What follows the values, such as ON CONFLICT.</param>
    public async Task InsertAsync(string head, IReadOnlyList<object?[]> rows, string tail = "")
    {
        if (connection is SqliteConnection sqlite)
        {
            SqliteInsertion.Run(sqlite.Handle!, head, rows, tail, cancellationToken);
            return;
        }

        for (var first = 0; first < rows.Count;)
        {
            var size = Math.Min(RowsAtOnce, rows.Count - first);
            await using var command = Insertion(head, size, rows[first].Length, tail);
            do
            {
                Fill(command, rows, first, size);
                await command.ExecuteNonQueryAsync(cancellationToken);
                first += size;
            }
            while (rows.Count - first >= size);
        }
    }

    private static void Fill(DbCommand command, IReadOnlyList<object?[]> rows, int first, int size)
    {
        var at = 0;
        for (var row = first; row < first + size; row++)
        {
            foreach (var value in rows[row])
            {
                command.Parameters[at++].Value = value ?? DBNull.Value;
            }
        }
    }

    private DbCommand Insertion(string head, int rows, int columns, string tail)
    {
        var sql = new StringBuilder(head).Append(" VALUES ");
        var parameters = new (string, object?)[rows * columns];
        for (var at = 0; at < parameters.Length; at++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@p{at}");
            sql.Append((at, at % columns) switch { (0, _) => "(", (_, 0) => "), (", _ => ", " }).Append(name);
            parameters[at] = (name, null);
        }

        return Command(sql.Append(") ").Append(tail).ToString(), parameters);
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text comes from constants of ours; what comes from outside is in the parameters.")]
    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
