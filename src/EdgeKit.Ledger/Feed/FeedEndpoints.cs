using System.Buffers;
using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Kernel.Signals;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Feed;

/// <summary>The log for any reader on the LAN.</summary>
internal static class FeedEndpoints
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 1000;
    private const int MaxWaitSeconds = 60;

    /// <summary><c>GET /api/v1/feed</c>.</summary>
    public static async Task<IResult> ReadAsync(
        string? since,
        string? limit,
        string? wait,
        HttpContext context,
        LedgerWriter writer,
        LedgerReader reader,
        KitOptions kit,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!Query.TryNumber(since, writer.Oldest - 1, 0, long.MaxValue, out var after)
            || !Query.TryNumber(limit, DefaultLimit, 1, MaxLimit, out var most)
            || !Query.TryNumber(wait, 0, 0, MaxWaitSeconds, out var seconds))
        {
            return Problems.BadRequest("since, limit or wait", $"Expected since of an earlier Edge-Next, limit from 1 to {MaxLimit}, wait from 0 to {MaxWaitSeconds} seconds.");
        }

        if (after < writer.Oldest - 1)
        {
            return Problems.Of(
                ProblemTypes.Gone,
                "No longer kept",
                StatusCodes.Status410Gone,
                string.Create(CultureInfo.InvariantCulture, $"The oldest record kept is {writer.Oldest}. Leave since away to start there."),
                "since");
        }

        if (after > writer.Head.Current)
        {
            return Problems.BadRequest("since", string.Create(CultureInfo.InvariantCulture, $"The log ends at {writer.Head.Current}."));
        }

        await writer.Head.WaitAsync(head => head > after, TimeSpan.FromSeconds(seconds), time, cancellationToken);
        var records = await reader.ReadRecordsAsync(after, (int)most, cancellationToken);
        var body = new ArrayBufferWriter<byte>(1024);
        CloudEventBatch.Write(body, CloudEventBatch.SourceOf(kit.Id, writer.Incarnation), records);
        context.Response.Headers["Edge-Next"] = (records.Count == 0 ? after : records[^1].Seq).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(body.WrittenMemory, CloudEventBatch.ContentType);
    }

    /// <summary><c>PUT /api/v1/feed/consumers/{name}</c>.</summary>
    public static async Task<IResult> AcknowledgeAsync(
        string name, HttpRequest request, LedgerWriter writer, CloudConsumer cloud, KitOptions kit, CancellationToken cancellationToken)
    {
        if (name.Length > 64 || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            return Problems.BadRequest("name", "Expected at most 64 letters, digits, dots, hyphens and underscores.");
        }

        var (bytes, problem) = await RequestBody.ReadAsync(request, kit.Currency, cancellationToken);
        if (bytes is null)
        {
            return problem!;
        }

        var (position, wrong) = RequestBody.Parse(bytes, LedgerJson.Default.ConsumerPosition);
        if (position is null)
        {
            return wrong!;
        }

        var isCloud = string.Equals(name, cloud.Name, StringComparison.Ordinal);
        var outcome = await LedgerAnswers.TryAsync(async () => await writer.RunAsync(new AcknowledgeFeed(name, position.AckSeq, isCloud)));
        return outcome.Problem
            ?? (outcome.Value
                ? Results.Json(position, LedgerJson.Default.ConsumerPosition)
                : Problems.BadRequest("ackSeq", string.Create(CultureInfo.InvariantCulture, $"Expected 0 to {writer.Head.Current}, and at most {AcknowledgeFeed.MostConsumers} consumers.")));
    }
}
