using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Feed;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Line;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Telemetry;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeKit.Cloud.Mqtt;

/// <summary>
/// Answers the messages of kits that come by a broker, each on its own: the broker says only under which kit's name it came, and that it may
/// have come before. A kit without a token in force is not answered: anybody may have the broker's password.
/// </summary>
internal sealed class KitMail(LineServices services, RightsReports reports, TelemetryDesk telemetry, IStore store)
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (bool IsKnown, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>What to say to a message.</summary>
    /// <param name="kit">Whose it is.</param>
    /// <param name="payload">From anybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null for nothing: from an unknown kit, or no message at all.</returns>
    /// <exception cref="StoreException">The store cannot be used; the kit sends it again.</exception>
    public async Task<CloudMessage?> AnswerAsync(string kit, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (!await IsKnownAsync(kit, cancellationToken) || Read(payload) is not { Incarnation: { } incarnation } message)
        {
            return null;
        }

        if (message.Question is { } question)
        {
            return new CloudMessage { Incarnation = incarnation, Reply = await ReplyAsync(kit, incarnation, question, cancellationToken) };
        }

        var answer = message.Records.Length > 0 ? await TakeInAsync(kit, incarnation, message, cancellationToken) : null;
        return answer is null ? null : answer with { Incarnation = incarnation };
    }

    private static KitMessage? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return KitMessage.Read(payload.Span);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<CloudMessage> TakeInAsync(string kit, Guid incarnation, KitMessage message, CancellationToken cancellationToken)
    {
        using var room = CompactBody.TryMakeRoom(services.Budget, message.Records.Length);
        if (room is null)
        {
            return Refuse(Problems.Busy("Too many batches at once.", 2));
        }

        CompactLog log;
        try
        {
            log = room.Read(incarnation, message.Records.Span, message.Length > 0 ? Zstandard.Encoding : "");
        }
        catch (FormatException exception)
        {
            return Refuse(Problems.BadRequest(null, exception.Message));
        }
        catch (CompactTooLargeException exception)
        {
            return Refuse(Problems.TooLarge(exception.Message));
        }

        if (Batch.FirstMisnamed(log.Records) is { } misnamed)
        {
            return Refuse(Problems.BadRequest($"[{misnamed}].type", "A type has 1 to 64 letters, digits, dots, hyphens and underscores."));
        }

        var batch = new Batch(kit, [log]);
        return await services.Ingestor.IngestAsync(batch, flightFrom: null, cancellationToken) switch
        {
            IngestResult.Acknowledged(var ackSeq, _, _, _) => new CloudMessage { Ack = ackSeq, Feed = await services.Feed.CursorAsync(kit, incarnation, cancellationToken) },
            IngestResult.Gap(var expected) => new CloudMessage { Expected = expected },
            var broken => Refuse(IngestProblems.Of(batch, broken)),
        };
    }

    private async Task<LineReply> ReplyAsync(string kit, Guid incarnation, LineQuestion question, CancellationToken cancellationToken)
    {
        var (path, query) = question.Target.Split('?', 2) is [var before, var after] ? (before, after) : (question.Target, "");
        switch (path)
        {
            case "feed":
                var since = QueryHelpers.ParseQuery(query).GetValueOrDefault("since").ToString();
                if (since.Length > FeedEndpoints.LongestCursor)
                {
                    return Reply(question.Id, Problems.BadRequest("since", "It must be the next of an earlier answer, or empty."));
                }

                // A kit with too many logs still has its catalogue.
                var log = await services.Greeter.GreetAsync(kit, incarnation, cancellationToken) is null ? (Guid?)null : incarnation;
                return await services.Feed.ReadAsync(kit, log, since, TimeSpan.Zero, cancellationToken) is { } feed
                    ? new LineReply(question.Id, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(feed, ContractsJson.Default.DownFeed))
                    : Reply(question.Id, Problems.Busy("Too many kits wait at once.", 5));
            case "rights":
                return Reply(question.Id, await TakeAsync(
                    question.Body, ContractsJson.Default.RightsReport, report => reports.TakeAsync(kit, incarnation, report, cancellationToken)));
            case "telemetry" when question.Body.Length <= TelemetryDesk.Largest:
                return Reply(question.Id, await TakeAsync(
                    question.Body, ContractsJson.Default.KitTelemetry, told => telemetry.TakeAsync(kit, told, cancellationToken)));
            default:
                return Reply(question.Id, Problems.NotFound(string.Create(CultureInfo.InvariantCulture, $"A kit asks for its feed, and tells of rights and telemetry.")));
        }
    }

    private static async Task<ProblemResult?> TakeAsync<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, Func<T, Task<ProblemResult?>> take)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) is { } said ? await take(said) : Problems.BadRequest(null, "The body is null.");
        }
        catch (JsonException exception)
        {
            return Problems.BadRequest(JsonBody.FieldOf(exception), "The JSON is not of the form that this route takes.");
        }
    }

    private async Task<bool> IsKnownAsync(string kit, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return false;
        }

        if (_known.TryGetValue(kit, out var known) && services.Time.GetElapsedTime(known.At) < KnownFor)
        {
            return known.IsKnown;
        }

        var isKnown = await store.ReadAsync(session => TokenTable.IsInForceAsync(session, Role.Kit, kit), cancellationToken);
        if (isKnown)
        {
            // Names that nobody has are not kept: there are as many as somebody likes to make up.
            _known[kit] = (isKnown, services.Time.GetTimestamp());
        }
        else
        {
            _known.TryRemove(kit, out _);
        }

        return isKnown;
    }

    private static CloudMessage Refuse(ProblemResult problem) => new() { Problem = Json(problem) };

    private static LineReply Reply(int id, ProblemResult? problem) =>
        problem is null ? new LineReply(id, StatusCodes.Status204NoContent, default) : new LineReply(id, problem.Problem.Status, Json(problem));

    private static byte[] Json(ProblemResult problem) => JsonSerializer.SerializeToUtf8Bytes(problem.Problem, ContractsJson.Default.Problem);
}
