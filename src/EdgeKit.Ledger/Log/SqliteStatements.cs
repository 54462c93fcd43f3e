using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>Statements without the ceremony.</summary>
internal static class SqliteStatements
{
    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly; values are parameters.")]
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly; values are parameters.")]
    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>A statement to run many times; set its parameters by position.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly; values are parameters.")]
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
