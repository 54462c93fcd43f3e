using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Ingest;

namespace EdgeKit.Cloud.Answers;

/// <summary>Reads a request's body as JSON of one form.</summary>
internal static class JsonBody
{
    /// <summary>Reads it, whole and no larger than <paramref name="largest"/>.</summary>
    /// <returns>The value with the bytes that it was, or what is wrong.</returns>
    /// <exception cref="JsonException">It is not of that form.</exception>
    public static async Task<(T? Value, byte[] Bytes, ProblemResult? Problem)> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, int largest, CancellationToken cancellationToken)
        where T : class
    {
        if (!MediaTypes.Is(context.Request.ContentType, "application/json"))
        {
            return (null, [], Problems.MediaType("The body must be application/json."));
        }

        using var body = new BoundedBody(largest, budget: null);
        if (context.Request.ContentLength > largest || await body.ReadAsync(context.Request.Body, cancellationToken) != BodyOutcome.Whole)
        {
            return (null, [], Problems.TooLarge($"The body may have {largest} bytes."));
        }

        var bytes = body.Content.ToArray();
        return JsonSerializer.Deserialize(bytes, type) is { } value
            ? (value, bytes, null)
            : (null, bytes, Problems.BadRequest(null, "The body is null."));
    }

    /// <summary>The member that a <see cref="JsonException"/> speaks of, without the leading <c>$.</c>.</summary>
    public static string? FieldOf(JsonException exception) => exception.Path is { Length: > 2 } path ? path[2..] : null;
}
