using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Requests;

/// <summary>Reads a body that nobody has checked: bounded, whole, valid UTF-8 JSON, with nothing in it that the kit must not store.</summary>
public static class RequestBody
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Reads the body's bytes.</summary>
    /// <returns>The bytes, or what is wrong with them.</returns>
    public static async ValueTask<(byte[]? Bytes, ProblemResult? Problem)> ReadAsync(HttpRequest request, string currency, CancellationToken cancellationToken)
    {
        if (request.ContentType is { Length: > 0 } type && !IsJson(type))
        {
            return (null, Problems.Of(ProblemTypes.BadRequest, "Not JSON", StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json.", "Content-Type"));
        }

        var (bytes, problem) = await ReadBytesAsync(request, cancellationToken);
        problem ??= Check(bytes, currency);
        return problem is null ? (bytes, null) : (null, problem);
    }

    /// <summary>What is wrong with a body's bytes, or null.</summary>
    public static ProblemResult? Check(ReadOnlySpan<byte> utf8, string currency) => BodyScan.Check(utf8, currency);

    /// <summary>Reads a bounded body of any kind.</summary>
    /// <returns>The bytes, or what is wrong with them.</returns>
    internal static async ValueTask<(byte[]? Bytes, ProblemResult? Problem)> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxLength)
        {
            return (null, TooLarge());
        }

        var reader = request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(cancellationToken);
            }
            catch (IOException exception)
            {
                // Not only a bad request: a chunk's length beyond 64 bits is the server's IOException without a status.
                return (null, Problems.BadRequest("body", exception.Message));
            }

            if (read.Buffer.Length > MaxLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, TooLarge());
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads and turns the body into a request.</summary>
    /// <returns>The request, or what is wrong with it.</returns>
    public static async ValueTask<(T? Value, ProblemResult? Problem)> ReadAsync<T>(HttpContext context, string currency, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        var (bytes, problem) = await ReadAsync(context.Request, currency, context.RequestAborted);
        return bytes is null ? (null, problem) : Parse(bytes, typeInfo);
    }

    /// <summary>Turns checked bytes into a request.</summary>
    /// <returns>The request, or what is wrong with it.</returns>
    public static (T? Value, ProblemResult? Problem) Parse<T>(byte[] bytes, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, typeInfo) is { } value
                ? (value, null)
                : (null, Problems.BadRequest("body", "The body is null; expected an object."));
        }
        catch (JsonException exception)
        {
            return (null, Problems.BadRequest(FieldOf(exception), Explain(exception)));
        }
        catch (InvalidOperationException)
        {
            return (null, Problems.BadRequest("body", "A text holds half of a surrogate pair."));
        }
    }

    private static ProblemResult TooLarge() =>
        Problems.Of(ProblemTypes.TooLarge, "The body is too large", StatusCodes.Status400BadRequest, $"A body has at most {MaxLength} bytes.", "body");

    private static bool IsJson(string type)
    {
        var media = type.AsSpan();
        var end = media.IndexOf(';');
        media = (end < 0 ? media : media[..end]).Trim();

        // curl and others say "form" when nobody tells them what they send. A page cannot use that: its Origin is checked.
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The serializer names missing members in its message only.</summary>
    private static string FieldOf(JsonException exception)
    {
        var path = exception.Path is { Length: > 1 } given ? given.TrimStart('$').TrimStart('.') : "";
        return MissingOf(exception.Message) is { } missing ? path.Length == 0 ? missing : $"{path}.{missing}" : path.Length == 0 ? "body" : path;
    }

    private static string Explain(JsonException exception) =>
        MissingOf(exception.Message) is not null ? "It is missing."
        : exception.Message.Contains("could not be converted", StringComparison.Ordinal) ? "It is not of the right type, or out of range."
        : exception.Message.IndexOf(" Path: ", StringComparison.Ordinal) is var end and > 0 ? exception.Message[..end]
        : exception.Message;

    private static string? MissingOf(string message)
    {
        const string Including = "including: '";
        var start = message.IndexOf(Including, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += Including.Length;
        var end = message.IndexOf('\'', start);
        return end < 0 ? null : message[start..end];
    }
}
