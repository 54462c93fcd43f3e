using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Ledger.Log;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>What a kit has just written, to write it once more without the kit.</summary>
/// <param name="Schema">The statements that made its tables.</param>
/// <param name="Rows">The rows of <c>log</c>, each with the SKUs whose counters it moved.</param>
internal sealed record LedgerRows(IReadOnlyList<string> Schema, IReadOnlyList<(object?[] Values, string[] Skus)> Rows)
{
    private const int Body = 9;

    /// <summary>Reads the orders among the last <paramref name="count"/> rows of the ledger in <paramref name="dataDirectory"/>.</summary>
    public static LedgerRows Read(string dataDirectory, int count)
    {
        using var connection = LedgerFile.OpenForReading(dataDirectory);
        var schema = new List<string>();
        using (var tables = connection.Prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"))
        using (var row = tables.ExecuteReader())
        {
            while (row.Read())
            {
                schema.Add(row.GetString(0));
            }
        }

        using var log = connection.Prepare("SELECT * FROM log WHERE seq > (SELECT max(seq) FROM log) - $count AND type = 'OrderAccepted' ORDER BY seq", "$count");
        log.Parameters[0].Value = count;
        using var record = log.ExecuteReader();
        var rows = new List<(object?[], string[])>();
        while (record.Read())
        {
            var values = new object?[record.FieldCount];
            record.GetValues(values!);
            var body = JsonSerializer.Deserialize((byte[])values[Body]!, ContractsJson.Default.OrderAcceptedBody)!;
            rows.Add((values, [.. body.Lines.Select(static line => line.Sku)]));
        }

        return new LedgerRows(schema, rows);
    }
}
