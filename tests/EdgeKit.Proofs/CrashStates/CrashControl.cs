using System.Globalization;
using System.Text;
using EdgeKit.Ledger.Log;
using EdgeKit.Proofs.Traces;
using EdgeKit.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Proofs.CrashStates;

/// <summary>
/// Shows that the simulator can tell right from wrong: SQLite's own shell writes rows and says each one once its commit
/// returned. With <c>synchronous=FULL</c> none that it said may ever be missing; with <c>OFF</c> some must be.
/// </summary>
internal static class CrashControl
{
    private const string Database = "control.db";
    private const string Said = "row ";

    /// <summary>Runs it.</summary>
    public static async Task<CrashReport> RunAsync(string folder, string synchronous, int rows, int states, int seed, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, "control-" + synchronous)).FullName;
        var script = Path.Combine(directory, "script");
        await File.WriteAllTextAsync(script, Script(synchronous, rows), cancellationToken);
        var trace = Path.Combine(directory, "trace");
        var prefix = Strace.Prefix(trace);
        string[] shell = ["stdbuf", "-o0", "sqlite3", Path.Combine(directory, Database), $".read {script}"];
        var (exitCode, output) = await ChildProcess.RunAsync(prefix[0], [.. prefix.Skip(1), .. shell], cancellationToken);
        if (exitCode != 0)
        {
            throw new IOException($"the control's sqlite3 ended with {exitCode}: {output}");
        }

        using var reader = new StreamReader(trace);
        var calls = SystemCallTrace.Read(reader);
        var history = FileHistory.Of(calls, directory, static name => name.StartsWith(Database, StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal));
        return CrashTrial<int>.Run(history, Rows(calls), states, seed, Look, cancellationToken);
    }

    private static string Script(string synchronous, int rows)
    {
        var script = new StringBuilder(
            $"PRAGMA journal_mode=WAL;\nPRAGMA synchronous={synchronous};\nPRAGMA wal_autocheckpoint=50;\nCREATE TABLE row(number INTEGER PRIMARY KEY, filling BLOB);\n");
        for (var row = 1; row <= rows; row++)
        {
            script.Append(CultureInfo.InvariantCulture, $"INSERT INTO row VALUES({row}, randomblob(700));\nSELECT '{Said}{row}';\n");
        }

        return script.ToString();
    }

    private static List<(int At, int Row)> Rows(IEnumerable<SystemCall> calls)
    {
        var rows = new List<(int, int)>();
        foreach (var call in calls.Where(static call => call.IsSend))
        {
            var text = Encoding.UTF8.GetString(call.Strings[0].Span);
            rows.AddRange(text.Split('\n').Where(static line => line.StartsWith(Said, StringComparison.Ordinal))
                .Select(line => (call.Entered, int.Parse(line.AsSpan(Said.Length), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    private static string? Look(string directory, IReadOnlyList<int> said)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, Database), Pooling = false }.ToString());
            connection.Open();
            if (connection.Scalar("PRAGMA integrity_check") is string and not "ok" and var damage)
            {
                return damage;
            }

            var kept = said.Count == 0 ? 0L : (long)connection.Scalar("SELECT coalesce(max(number), 0) FROM row")!;
            return kept >= said.DefaultIfEmpty().Max() ? null : FormattableString.Invariant($"{said[^1]} rows were said, {kept} are there");
        }
        catch (SqliteException exception)
        {
            return $"does not open: {exception.Message}";
        }
    }
}
