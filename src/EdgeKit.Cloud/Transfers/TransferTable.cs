using System.Globalization;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Transfers;

/// <summary>What donors and receivers said of transfers. Whoever speaks of one locks its row first, so that no two records of it pass each other unseen.</summary>
internal static class TransferTable
{
    private const int IdsAtOnce = 200;

    /// <summary>What is known of transfers, for nobody else to add to until the transaction ends.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="ids">In order.</param>
    public static async Task<Dictionary<Guid, KnownTransfer>> LockAsync(Session session, IReadOnlyList<Guid> ids)
    {
        await session.InsertAsync("INSERT INTO transfers (id)", [.. ids.Select(static id => new object?[] { Text(id) })], "ON CONFLICT (id) DO NOTHING");
        var known = ids.ToDictionary(static id => id, static _ => new KnownTransfer());
        foreach (var chunk in ids.Chunk(IdsAtOnce))
        {
            var names = chunk.Select(static (_, index) => string.Create(CultureInfo.InvariantCulture, $"@t{index}")).ToArray();
            (string, object?)[] parameters = [.. chunk.Select((id, index) => (names[index], (object?)Text(id)))];
            var list = string.Join(", ", names);
            await session.QueryAsync($"SELECT id FROM transfers WHERE id IN ({list}) ORDER BY id" + session.RowLock, static _ => 0, parameters);
            await ReadAsync(session, known, list, parameters);
        }

        return known;
    }

    /// <summary>Keeps what a batch said.</summary>
    public static async Task KeepAsync(Session session, TransferMatch match)
    {
        await session.InsertAsync(
            "INSERT INTO transfers (id, log, seq, sku, quantity, kit, incarnation)",
            [
                .. match.Departures.Select(static entry => new object?[]
                {
                    Text(entry.TransferId),
                    entry.Departure.Log,
                    entry.Departure.Seq,
                    entry.Departure.Sku,
                    entry.Departure.Quantity,
                    entry.Departure.Kit,
                    Text(entry.Departure.Incarnation),
                }),
            ],
            """
            ON CONFLICT (id) DO UPDATE SET log = excluded.log, seq = excluded.seq, sku = excluded.sku, quantity = excluded.quantity,
                kit = excluded.kit, incarnation = excluded.incarnation
            """);
        await session.InsertAsync(
            "INSERT INTO arrivals (transfer, log, seq, sku, quantity, kit, incarnation, counts)",
            [
                .. match.Arrivals.Select(static entry => new object?[]
                {
                    Text(entry.TransferId),
                    entry.Arrival.Log,
                    entry.Arrival.Seq,
                    entry.Arrival.Sku,
                    entry.Arrival.Quantity,
                    entry.Arrival.FromKit,
                    Text(entry.Arrival.FromIncarnation),
                    entry.Arrival.Counts ? 1L : 0L,
                }),
            ]);
        foreach (var revision in match.Revisions)
        {
            await ReviseAsync(session, revision);
        }
    }

    private static async Task ReadAsync(Session session, Dictionary<Guid, KnownTransfer> known, string list, (string, object?)[] parameters)
    {
        var departures = await session.QueryAsync(
            $"""
            SELECT t.id, t.log, l.kit, COALESCE(l.origin, l.incarnation), t.seq, t.sku, t.quantity, t.kit, t.incarnation
            FROM transfers t JOIN logs l ON l.id = t.log WHERE t.id IN ({list})
            """,
            static row => (Id: Id(row.GetString(0)), Departure: new Departure(
                row.GetInt64(1), row.GetString(2), Id(row.GetString(3)), row.GetInt64(4), row.GetString(5), row.GetInt64(6), row.GetString(7), Id(row.GetString(8)))),
            parameters);
        departures.ForEach(entry => known[entry.Id].Departure = entry.Departure);
        var arrivals = await session.QueryAsync(
            $"""
            SELECT a.transfer, a.log, l.kit, COALESCE(l.origin, l.incarnation), a.seq, a.sku, a.quantity, a.kit, a.incarnation, a.counts
            FROM arrivals a JOIN logs l ON l.id = a.log JOIN records r ON r.log = a.log AND r.seq = a.seq
            WHERE a.transfer IN ({list}) ORDER BY r.position
            """,
            static row => (Id: Id(row.GetString(0)), Arrival: new Arrival(
                row.GetInt64(1), row.GetString(2), Id(row.GetString(3)), row.GetInt64(4), row.GetString(5), row.GetInt64(6), row.GetString(7),
                Id(row.GetString(8)), row.GetInt64(9) == 1)),
            parameters);
        foreach (var (id, arrival) in arrivals)
        {
            known[id].Arrivals.Add(arrival);
            known[id].OlderArrivals++;
        }
    }

    private static async Task ReviseAsync(Session session, Revision revision)
    {
        var (id, arrival, against) = revision;
        var counts = against is null;
        await session.ExecuteAsync(
            "UPDATE arrivals SET counts = @counts WHERE transfer = @id AND log = @log", ("@counts", counts ? 1L : 0L), ("@id", Text(id)), ("@log", arrival.Log));
        await session.ExecuteAsync(
            """
            INSERT INTO kit_stock (log, sku, granted, returned, received, consumed, put_back, short, transferred_in) VALUES (@log, @sku, 0, 0, 0, 0, 0, 0, @quantity)
            ON CONFLICT (log, sku) DO UPDATE SET transferred_in = kit_stock.transferred_in + excluded.transferred_in
            """,
            ("@log", arrival.Log),
            ("@sku", arrival.Sku),
            ("@quantity", counts ? arrival.Quantity : -arrival.Quantity));
        await (counts
            ? session.ExecuteAsync("DELETE FROM quarantine WHERE log = @log AND seq = @seq", ("@log", arrival.Log), ("@seq", arrival.Seq))
            : session.ExecuteAsync(
                "INSERT INTO quarantine (log, seq, why) VALUES (@log, @seq, @why)", ("@log", arrival.Log), ("@seq", arrival.Seq), ("@why", against)));
        await session.ExecuteAsync(
            "UPDATE logs SET quarantined = quarantined + @more WHERE id = @log", ("@more", counts ? -1L : 1L), ("@log", arrival.Log));
    }

    private static string Text(Guid id) => id.ToString("D");

    private static Guid Id(string text) => Guid.ParseExact(text, "D");
}
