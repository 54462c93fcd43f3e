using System.Globalization;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Contracts.Uplink.Line;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EdgeKit.Cloud.Line;

/// <summary>Where kits keep their line, and where a backend asks a kit over it.</summary>
internal static class LineEndpoints
{
    private const int PullAtOnce = 1000;

    private static readonly TimeSpan CheckToken = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/kits/{kit}/line", OpenAsync).WithMetadata(Needs.ThatKit);
        routes.MapGet("/v1/kits/{kit}/line/feed", FeedAsync).WithMetadata(Needs.Backend);
        routes.MapPost("/v1/kits/{kit}/line/pull", PullAsync).WithMetadata(Needs.Backend);
    }

    private static async Task<IResult> OpenAsync(
        string kit, HttpContext context, LineServices services, OpenLines lines, IStore store, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        if (!HttpProtocol.IsHttp2(context.Request.Protocol) || !Zstandard.IsAvailable)
        {
            return Problems.Of(ProblemTypes.NotFound, "There is no line this way", StatusCodes.Status501NotImplemented, "A line needs HTTP/2, and libzstd on this side. POST …/log takes the same records.");
        }

        if (!MediaTypes.Is(context.Request.ContentType, LineFrames.ContentType))
        {
            return Problems.MediaType($"The body must be {LineFrames.ContentType}.");
        }

        if (IncarnationHeader.Of(context) is not { } incarnation)
        {
            return IncarnationHeader.Problem();
        }

        if (await services.Greeter.GreetAsync(kit, incarnation, cancellationToken) is not { } log)
        {
            return Problems.LogClosed("This kit has too many logs that are not settled.");
        }

        using var line = new KitLine(services, kit, incarnation, log) { Socket = context.Features.Get<IConnectionSocketFeature>()?.Socket };
        if (!lines.TryOpen(line))
        {
            return Problems.Busy("Too many kits keep a line.", 30);
        }

        try
        {
            await using var stopping = lifetime.ApplicationStopping.Register(line.End);
            await ServeAsync(line, context, store, services.Time, cancellationToken);
            return Results.Empty;
        }
        finally
        {
            lines.Close(line);
        }
    }

    private static async Task ServeAsync(KitLine line, HttpContext context, IStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        // It is silent for minutes and goes on for days.
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        context.Response.ContentType = LineFrames.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchTokenAsync(line, context, store, time, ended.Token);
        try
        {
            await line.RunAsync(context.Request.BodyReader, context.Response.BodyWriter, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A token that is revoked ends the line that it opened.</summary>
    private static async Task WatchTokenAsync(KitLine line, HttpContext context, IStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(CheckToken, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (!await AccessGate.IsStillLetInAsync(context, store, cancellationToken))
            {
                line.End();
                return;
            }
        }
    }

    private static async Task<IResult> FeedAsync(
        string kit, string? since, string? limit, string? wait, HttpContext context, OpenLines lines, CancellationToken cancellationToken)
    {
        if (!Query.TryNumber(since, -1, 0, long.MaxValue, out var after) || !Query.TryNumber(limit, 200, 1, PullAtOnce, out var most) || !Query.TryNumber(wait, 0, 0, 60, out var seconds))
        {
            return Problems.BadRequest("since, limit or wait", $"Expected since of an earlier Edge-Next, limit from 1 to {PullAtOnce}, wait from 0 to 60 seconds.");
        }

        if (lines.Of(kit) is not { } line)
        {
            return NoLine();
        }

        var reply = await line.AskAsync(Target(after, most, seconds), Patience + TimeSpan.FromSeconds(seconds), cancellationToken);
        if (reply is null)
        {
            return NoAnswer();
        }

        context.Response.Headers[IncarnationHeader.Name] = line.Incarnation.ToString("D");
        context.Response.Headers.CacheControl = "no-store";
        if (reply.Status == StatusCodes.Status200OK)
        {
            context.Response.Headers["Edge-Next"] = reply.Next.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = reply.Status;
        return Results.Bytes(reply.Body.ToArray(), reply.Status == StatusCodes.Status200OK ? CloudEventBatch.ContentType : Problem.ContentType);
    }

    /// <summary>Fetches from the kit what this cloud does not have, for a cloud that is restored or does not want to wait.</summary>
    private static async Task<IResult> PullAsync(string kit, OpenLines lines, Ingestor ingestor, LineServices services, CancellationToken cancellationToken)
    {
        if (lines.Of(kit) is not { } line)
        {
            return NoLine();
        }

        if (await services.Greeter.GreetAsync(kit, line.Incarnation, cancellationToken) is not { LastSeq: var kept })
        {
            return Problems.LogClosed("This kit has too many logs that are not settled.");
        }

        while (true)
        {
            if (await line.AskAsync(Target(kept, PullAtOnce, 0), Patience, cancellationToken) is not { } reply)
            {
                return NoAnswer();
            }

            if (reply.Status != StatusCodes.Status200OK)
            {
                return Results.Bytes(reply.Body.ToArray(), Problem.ContentType);
            }

            var records = Read(kit, line, reply);
            if (records is null)
            {
                return Problems.Of(ProblemTypes.BadRequest, "The kit's answer is no batch", StatusCodes.Status502BadGateway, "The kit answered with something else than its log.");
            }

            if (records.Count == 0)
            {
                await line.AcknowledgeAsync(kept, cancellationToken);
                return TypedResults.Json(
                    new PushAnswer(line.Incarnation, kept, await services.Feed.CursorAsync(kit, line.Incarnation, cancellationToken), services.Time.GetUtcNow()),
                    ContractsJson.Default.PushAnswer);
            }

            var batch = new Batch(kit, line.Incarnation, records);
            var result = await ingestor.IngestAsync(batch, flightFrom: null, cancellationToken);
            if (result is not IngestResult.Acknowledged(var ackSeq, _, _, _))
            {
                return IngestProblems.Of(batch, result);
            }

            kept = ackSeq;
        }
    }

    private static IReadOnlyList<LogRecord>? Read(string kit, KitLine line, LineReply reply)
    {
        try
        {
            var (source, records) = CloudEventBatch.Read(reply.Body);
            return records.Count == 0 || (source == CloudEventBatch.SourceOf(kit, line.Incarnation) && Batch.FirstOutOfPlace(records) is null && Batch.FirstMisnamed(records) is null)
                ? records
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Target(long since, long limit, long wait) => since < 0
        ? string.Create(CultureInfo.InvariantCulture, $"feed?limit={limit}&wait={wait}")
        : string.Create(CultureInfo.InvariantCulture, $"feed?since={since}&limit={limit}&wait={wait}");

    private static ProblemResult NoLine() => Problems.NotFound("The kit keeps no line to this cloud now. What it sent before is under /v1/events.");

    private static ProblemResult NoAnswer() =>
        Problems.Of(ProblemTypes.Busy, "The kit did not answer", StatusCodes.Status504GatewayTimeout, "Its link is slow or has just gone; try again.");
}
