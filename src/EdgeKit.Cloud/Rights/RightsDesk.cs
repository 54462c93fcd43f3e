using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Rights;

/// <summary>Gives rights to kits and asks for them back by hand, for shop systems that allocate themselves.</summary>
internal sealed class RightsDesk(KeyedWriter writer, RightsNews news, TimeProvider time)
{
    /// <summary>Gives rights to a kit, as many as were asked for or none.</summary>
    public Task<StockResult> GrantAsync(KeyedRequest? request, string sku, RightsRequest wanted, CancellationToken cancellationToken) =>
        ChangeAsync(request, session => GrantAsync(session, sku, wanted, time.GetUtcNow()), cancellationToken);

    /// <summary>Asks a kit to give rights back. They are in the pool once its log says so.</summary>
    public Task<StockResult> AskBackAsync(KeyedRequest? request, string sku, RightsRequest wanted, CancellationToken cancellationToken) =>
        ChangeAsync(request, session => AskBackAsync(session, sku, wanted, time.GetUtcNow()), cancellationToken);

    private static async Task<StockResult> GrantAsync(Session session, string sku, RightsRequest wanted, DateTimeOffset now)
    {
        var pool = await PoolTable.LockAsync(session, sku) ?? 0;
        if (await RightsTable.LogAsync(session, wanted.Kit, wanted.Incarnation) is not var (log, incarnation, standing))
        {
            return new StockResult.NoLog();
        }

        if (standing != LogStanding.Open)
        {
            return new StockResult.LogClosed();
        }

        if (pool < wanted.Quantity)
        {
            return new StockResult.OutOfStock(new Dictionary<string, long>(StringComparer.Ordinal) { [sku] = Math.Max(0, pool) });
        }

        await JournalTable.AddAsync(session, now, Act.Granted, sku, log, wanted.Quantity, wanted.Reason, wanted.By);
        await RightsTable.GrantAsync(session, sku, [(log, wanted.Quantity)], await RightsTable.TakeVersionAsync(session, now));
        return await AnswerAsync(session, sku, wanted.Kit, log, incarnation, pool - wanted.Quantity);
    }

    private static async Task<StockResult> AskBackAsync(Session session, string sku, RightsRequest wanted, DateTimeOffset now)
    {
        var pool = await PoolTable.LockAsync(session, sku) ?? 0;
        if (await RightsTable.LogAsync(session, wanted.Kit, wanted.Incarnation) is not var (log, incarnation, standing))
        {
            return new StockResult.NoLog();
        }

        if (standing != LogStanding.Open)
        {
            return new StockResult.LogClosed();
        }

        var row = await RightsTable.RowAsync(session, log, sku);
        if (Math.Min(wanted.Quantity, Math.Min(row.Returnable, row.Held)) is > 0 and var back)
        {
            await JournalTable.AddAsync(session, now, Act.AskedBack, sku, log, back, wanted.Reason, wanted.By);
            await RightsTable.AskBackAsync(session, sku, log, row.Returned + back, await RightsTable.TakeVersionAsync(session, now));
        }

        return await AnswerAsync(session, sku, wanted.Kit, log, incarnation, pool);
    }

    private static async Task<StockResult> AnswerAsync(Session session, string sku, string kit, long log, Guid incarnation, long pool)
    {
        var row = await RightsTable.RowAsync(session, log, sku);
        return KeyedWriter.Done(
            new RightsChanged(sku, kit, incarnation, row.Granted, row.Returned, row.ReturnTo, Math.Max(0, pool)), CloudJson.Default.RightsChanged);
    }

    private async Task<StockResult> ChangeAsync(KeyedRequest? request, Func<Session, Task<StockResult>> change, CancellationToken cancellationToken)
    {
        var result = await writer.OnceAsync(request, change, cancellationToken);
        if (result is StockResult.Done { Replayed: false })
        {
            await news.LookAsync(cancellationToken);
        }

        return result;
    }
}
