using System.Globalization;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Transfers;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// Applies one batch within one transaction: what is old has no effect, what is new has all of its effects, and the log's number
/// moves with them.
/// </summary>
internal sealed class IngestTransaction(Session session, Batch batch, DateTimeOffset now)
{
    /// <summary>Applies it.</summary>
    public async Task<IngestResult> RunAsync()
    {
        var log = await LogTable.LockAsync(session, batch.Kit, batch.Incarnation);
        if (log is { FrozenWhy: { } frozen })
        {
            return new IngestResult.Broken(frozen, JustNow: false, log.Settled);
        }

        var expected = (log?.LastSeq ?? 0) + 1;
        if (log is { Lost: true } && batch.IsOnline)
        {
            // It is there again, and what it holds with it.
            await LossTable.FoundAsync(session, log.Id, "the kit sent records again", by: "", now);
        }

        if (batch.Records.Count == 0)
        {
            return new IngestResult.Acknowledged(expected - 1, 0, 0, []);
        }

        if (batch.First > expected)
        {
            return new IngestResult.Gap(expected);
        }

        log ??= await LogTable.StartAsync(session, batch.Kit, batch.Incarnation, now);
        return await ContinueAsync(log);
    }

    private async Task<IngestResult> ContinueAsync(LogState log)
    {
        // Another receiver may have started the log and moved it on since it was found missing: what it kept is old here.
        var old = (int)Math.Min(log.LastSeq + 1 - batch.First, batch.Records.Count);
        if (log.FrozenWhy is { } frozen)
        {
            return new IngestResult.Broken(frozen, JustNow: false, log.Settled);
        }

        if (await BreakAsync(log, old) is { } why)
        {
            await LogTable.FreezeAsync(session, log.Id, why, now);
            return new IngestResult.Broken(why, JustNow: true);
        }

        return old == batch.Records.Count
            ? new IngestResult.Acknowledged(log.LastSeq, 0, 0, [])
            : await KeepAsync(log, old);
    }

    private async Task<string?> BreakAsync(LogState log, int old)
    {
        if (old > 0)
        {
            var kept = await RecordTable.HashesAsync(session, log.Id, batch.First, batch.First + old - 1);
            for (var index = 0; index < old; index++)
            {
                if (kept.TryGetValue(batch.Records[index].Seq, out var hash) && hash != batch.Hashes[index])
                {
                    return Say($"record {batch.Records[index].Seq} came again and is not the one that was kept");
                }
            }
        }

        for (var index = old; index < batch.Records.Count; index++)
        {
            if (batch.Records[index].PrevHash != (index == old ? log.LastHash : batch.Hashes[index - 1]))
            {
                return Say($"record {batch.Records[index].Seq} does not follow from the one before it");
            }
        }

        return null;

        static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<IngestResult> KeepAsync(LogState log, int old)
    {
        var fresh = batch.Records.Skip(old).ToList();
        var (first, last) = (fresh[0].Seq, fresh[^1].Seq);
        var meanings = batch.Meanings.Skip(old).ToList();
        var known = await OrderTable.FindAsync(session, log.Id, BatchEffects.OlderOrders(meanings, first));
        var records = fresh.Select((record, index) => (record.Seq, meanings[index])).ToList();
        var transfers = await MatchAsync(log, records);
        var rights = log.Origin is null ? await PoolTable.RightsAsync(session, log.Id, BatchEffects.Granted(meanings)) : null;
        var effects = new BatchEffects(records, known, rights, transfers?.Refused ?? []);
        var stock = effects.Stock.ToList();

        await PoolTable.ApplyAsync(session, log.Id, stock);
        await OrderTable.UpdateAsync(session, log.Id, effects.Changed);
        await RecordTable.SetAsideAsync(session, log.Id, effects.SetAside);
        await LogTable.AdvanceAsync(session, log.Id, (last, batch.Hashes[^1]), effects.SetAside.Count, batch.IsOnline, now);
        if (transfers is not null)
        {
            await TransferTable.KeepAsync(session, transfers);
        }

        var position = await RecordTable.TakePositionsAsync(session, fresh.Count);
        await RecordTable.InsertAsync(session, log.Id, position, fresh.Select((record, index) => (record, batch.Hashes[old + index])));
        await OrderTable.InsertAsync(
            session, log.Id, batch.Kit, effects.Accepted.Select(order => (order.Key, position + order.Key - first, order.Value)));
        return new IngestResult.Acknowledged(last, fresh.Count, effects.SetAside.Count, [.. stock.Select(static sku => sku.Key)]);
    }

    /// <summary>Null when the batch speaks of no transfer, as most do not.</summary>
    private async Task<TransferMatch?> MatchAsync(LogState log, IReadOnlyList<(long Seq, RecordMeaning Meaning)> records)
    {
        var named = TransferMatch.Named(records.Select(static record => record.Meaning));
        return named.Count == 0
            ? null
            : new TransferMatch(log.Id, batch.Kit, log.Origin ?? batch.Incarnation, records, await TransferTable.LockAsync(session, named));
    }
}
