using System.Globalization;
using System.IO.Compression;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Feed;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeKit.Cloud.Ingest;

/// <summary>Where kits send their log.</summary>
internal static class LogEndpoints
{
    /// <summary>The largest body on the wire.</summary>
    public const int LargestCompressed = 8 * 1024 * 1024;

    /// <summary>The largest body once expanded.</summary>
    public const int LargestExpanded = 32 * 1024 * 1024;

    /// <summary>The most records of one batch.</summary>
    public const int MostRecords = 5_000;

    private const string FlightHeader = "Edge-Flight-From";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/kits/{kit}/log", PushAsync).WithMetadata(Needs.ThatKit);

    private static async Task<IResult> PushAsync(
        string kit, HttpContext context, Ingestor ingestor, OrderGate gate, BodyBudget budget, KitFeed feed, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        var isCompact = MediaTypes.Is(context.Request.ContentType, CompactBatch.ContentType);
        if (!isCompact && !MediaTypes.Is(context.Request.ContentType, CloudEventBatch.ContentType))
        {
            return Problems.MediaType($"The body must be {CloudEventBatch.ContentType} or {CompactBatch.ContentType}.");
        }

        if (!TryFlight(context.Request.Headers[FlightHeader], out var flightFrom))
        {
            return Problems.BadRequest(FlightHeader, "It must be the number of a record.");
        }

        using var body = new BoundedBody(LargestExpanded, budget);
        if (await ReadAsync(context.Request, body, isCompact, cancellationToken) is { } unreadable)
        {
            return Refuse(unreadable);
        }

        using var room = isCompact ? CompactBody.TryMakeRoom(budget, body.Content.Length) : null;
        if (isCompact && room is null)
        {
            return Refuse(TooMany());
        }

        var (batch, problem) = Parse(kit, context.Request.Headers[IncarnationHeader.Name], body.Content, room, context.Request.Headers.ContentEncoding.ToString());
        if (batch is null)
        {
            return Refuse(problem!);
        }

        context.Response.Headers[IncarnationHeader.Name] = batch.Incarnation.ToString("D");
        var result = await ingestor.IngestAsync(batch, flightFrom, cancellationToken);
        return result is IngestResult.Acknowledged(var ackSeq, _, _, _)
            ? TypedResults.Json(
                new PushAnswer(batch.Incarnation, ackSeq, await feed.CursorAsync(kit, batch.Incarnation, cancellationToken), time.GetUtcNow()), ContractsJson.Default.PushAnswer)
            : IngestProblems.Of(batch, result);

        ProblemResult Refuse(ProblemResult unread)
        {
            gate.Refused(kit);
            return unread;
        }
    }

    private static bool TryFlight(string? header, out long? flightFrom)
    {
        flightFrom = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
        return header is null || flightFrom is not null;
    }

    private static ProblemResult TooMany() => Problems.Busy("Too many batches at once.", 2);

    private static async Task<ProblemResult?> ReadAsync(HttpRequest request, BoundedBody body, bool isCompact, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestCompressed)
        {
            return Problems.TooLarge($"A batch may have {LargestCompressed} bytes.");
        }

        if (request.ContentLength is null && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestCompressed;
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        await using var stream = isCompact ? CompactBody.Packed(request.Body, encoding) : Expand(request.Body, encoding);
        if (stream is null)
        {
            return Problems.MediaType(isCompact ? "The Content-Encoding must be zstd or identity." : "The Content-Encoding must be gzip, br or identity.");
        }

        try
        {
            return await body.ReadAsync(stream, cancellationToken) switch
            {
                BodyOutcome.Whole => null,
                BodyOutcome.TooLarge => Problems.TooLarge($"A batch may have {LargestExpanded} bytes once expanded."),
                BodyOutcome.NoRoom => TooMany(),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return Problems.BadRequest(null, $"The body is not whole {encoding}.");
        }
    }

    private static Stream? Expand(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "" or "IDENTITY" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "BR" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };

    private static (Batch? Batch, ProblemResult? Problem) Parse(string kit, string? incarnationHeader, ReadOnlyMemory<byte> content, CompactBody? compact, string encoding)
    {
        Guid? stated = Guid.TryParseExact(incarnationHeader, "D", out var parsed) ? parsed : null;
        if (incarnationHeader is not null && stated is null)
        {
            return (null, IncarnationHeader.Problem());
        }

        try
        {
            var log = compact?.Read(stated, content.Span, encoding);
            var (source, records) = log is null ? CloudEventBatch.Read(content) : (CloudEventBatch.SourceOf(kit, log.Incarnation), log.Records);
            var (incarnation, problem) = Check(kit, stated, source, records);
            return problem is not null ? (null, problem) : (log is null ? new Batch(kit, incarnation, records) : new Batch(kit, [log]), null);
        }
        catch (FormatException exception)
        {
            return (null, Problems.BadRequest(null, exception.Message));
        }
        catch (CompactTooLargeException exception)
        {
            return (null, Problems.TooLarge(exception.Message));
        }
    }

    private static (Guid Incarnation, ProblemResult? Problem) Check(string kit, Guid? stated, string? source, IReadOnlyList<LogRecord> records)
    {
        if (source is null)
        {
            return stated is { } incarnation
                ? (incarnation, null)
                : (default, Problems.BadRequest(IncarnationHeader.Name, "An empty batch needs the incarnation that it asks about."));
        }

        if (!CloudEventBatch.TryParseSource(source, out var from, out var found) || !string.Equals(from, kit, StringComparison.Ordinal))
        {
            return (default, Problems.BadRequest("[0].source", $"The source must be {CloudEventBatch.SourceOf(kit, stated ?? default)}, with the log's incarnation."));
        }

        if (stated is { } header && header != found)
        {
            return (default, Problems.BadRequest(IncarnationHeader.Name, "The header names another incarnation than the records."));
        }

        if (records.Count > MostRecords)
        {
            return (default, Problems.TooLarge($"A batch may have {MostRecords} records."));
        }

        if (Batch.FirstOutOfPlace(records) is { } index)
        {
            return (default, Problems.BadRequest($"[{index}].id", "The records of a batch follow one another without a gap."));
        }

        return Batch.FirstMisnamed(records) is { } misnamed
            ? (default, Problems.BadRequest($"[{misnamed}].type", "A type has 1 to 64 letters, digits, dots, hyphens and underscores."))
            : (found, null);
    }
}
