using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Feed;

/// <summary>The log for any reader on the LAN.</summary>
internal static class FeedEndpoints
{
    /// <summary><c>GET /api/v1/feed</c>.</summary>
    public static async Task<IResult> ReadAsync(
        string? since, string? limit, string? wait, HttpContext context, IFeedDesk desk, CancellationToken cancellationToken)
    {
        var answer = await desk.ReadAsync(since, limit, wait, cancellationToken);
        if (answer.Problem is { } problem)
        {
            return new ProblemResult(problem);
        }

        context.Response.Headers["Edge-Next"] = answer.Next.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(answer.Body, CloudEventBatch.ContentType);
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
