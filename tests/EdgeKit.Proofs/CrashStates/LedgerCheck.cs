using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Proofs.CrashStates;

/// <summary>Opens a ledger as the daemon does after a power cut, and looks whether all that was acknowledged is in it.</summary>
internal static class LedgerCheck
{
    private static readonly Guid Boot = Guid.Parse("00000000-0000-8000-8000-00000000b007");
    private static readonly Guid Born = Guid.Parse("00000000-0000-8000-8000-00000000b012");

    /// <summary>Looks.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Look(string directory, IReadOnlyList<AcknowledgedOrder> acknowledged)
    {
        try
        {
            var (store, state) = LedgerStore.Open(directory, Boot, Born, "cloud");
            using (store)
            {
                using var connection = LedgerFile.OpenForReading(directory);
                return connection.Scalar("PRAGMA integrity_check") is string and not "ok" and var damage ? $"integrity_check: {damage}"
                    : Compare(ReadAll(connection), state, acknowledged);
            }
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or IOException or InvalidOperationException or JsonException)
        {
            return $"does not open: {exception.Message}";
        }
    }

    private static List<LogRecord> ReadAll(SqliteConnection connection)
    {
        using var command = connection.Prepare($"SELECT {RecordReader.Columns} FROM {RecordReader.From} ORDER BY log.seq");
        using var row = command.ExecuteReader();
        var records = new List<LogRecord>();
        while (row.Read())
        {
            records.Add(RecordReader.Read(row));
        }

        return records;
    }

    private static string? Compare(List<LogRecord> records, LedgerState state, IReadOnlyList<AcknowledgedOrder> acknowledged)
    {
        var hash = HashChain.Genesis(state.Incarnation);
        var consumed = new Dictionary<string, long>(StringComparer.Ordinal);
        var orders = new Dictionary<string, (Guid OrderId, long Seq)>(StringComparer.Ordinal);
        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];
            if (record.Seq != index + 1 || record.PrevHash != hash)
            {
                return FormattableString.Invariant($"record {record.Seq} stands {index + 1}. and does not follow from the one before");
            }

            hash = HashChain.Of(record);
            if (record.Type == RecordTypes.OrderAccepted)
            {
                var body = JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.OrderAcceptedBody)!;
                orders[body.Note ?? ""] = (body.OrderId, record.Seq);
                foreach (var line in body.Lines)
                {
                    consumed[line.Sku] = consumed.GetValueOrDefault(line.Sku) + line.Quantity;
                }
            }
        }

        var missing = acknowledged.Count(order => !orders.TryGetValue(order.Mark, out var kept) || kept != (order.OrderId, order.Seq));
        return missing > 0 ? FormattableString.Invariant($"{missing} of {acknowledged.Count} acknowledged orders are missing; the log ends at {records.Count}")
            : state.Head.Seq != records.Count || state.Head.Hash != hash ? FormattableString.Invariant($"the head is {state.Head.Seq}, the log ends at {records.Count}")
            : state.Stock.Any(stock => stock.Value.Consumed != consumed.GetValueOrDefault(stock.Key)) ? "the counters of the stock are not the sum of the orders"
            : null;
    }
}
