using System.Buffers;
using System.Globalization;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>Where backends read what kits sent: orders as they stand, and every record as it came.</summary>
internal static class OrderEndpoints
{
    private const int DefaultLimit = 200;
    private const int MostAtOnce = 1_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/orders", OrdersAsync).WithMetadata(Needs.Backend);
        routes.MapGet("/v1/events", EventsAsync).WithMetadata(Needs.Backend);
    }

    private static async Task<IResult> OrdersAsync(string? kit, string? since, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(kit) && !Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        if (Check(since, limit, out var position, out var count) is { } problem)
        {
            return problem;
        }

        // One more than asked for says whether this page is the last.
        var found = await store.ReadAsync(
            session => OrderTable.AfterAsync(session, string.IsNullOrEmpty(kit) ? null : kit, position, count + 1), cancellationToken);
        var page = found.Take(count).ToList();
        var resume = page.Count > 0 ? Cursor(page[^1].Position) : since ?? "";
        return TypedResults.Json(
            new OrderEntries([.. page.Select(static entry => entry.Order)], found.Count > count ? resume : "", resume), CloudJson.Default.OrderEntries);
    }

    private static async Task<IResult> EventsAsync(string? since, string? limit, HttpContext context, IStore store, CancellationToken cancellationToken)
    {
        if (Check(since, limit, out var position, out var count) is { } problem)
        {
            return problem;
        }

        var records = await store.ReadAsync(session => RecordTable.AfterAsync(session, position, count), cancellationToken);
        context.Response.Headers["Edge-Next"] = records.Count > 0 ? Cursor(records[^1].Position) : since ?? "";
        return TypedResults.Bytes(Batch(records), CloudEventBatch.ContentType);
    }

    private static ProblemResult? Check(string? since, string? limit, out long position, out int count)
    {
        var known = Query.TryNumber(since, 0, 0, long.MaxValue, out position);
        var bounded = Query.TryNumber(limit, DefaultLimit, 1, MostAtOnce, out var number);
        count = (int)number;
        return (known, bounded) switch
        {
            (false, _) => Problems.BadRequest("since", "It must be the next of an earlier answer, or empty."),
            (_, false) => Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}."),
            _ => null,
        };
    }

    private static ReadOnlyMemory<byte> Batch(List<KeptRecord> records)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("["u8);
        for (var index = 0; index < records.Count; index++)
        {
            output.Write(index == 0 ? ""u8 : ","u8);
            CloudEventBatch.WriteOne(output, records[index].Source, records[index].Record);
        }

        output.Write("]"u8);
        return output.WrittenMemory;
    }

    private static string Cursor(long position) => position.ToString(CultureInfo.InvariantCulture);
}
