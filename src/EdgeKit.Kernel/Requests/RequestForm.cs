using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace EdgeKit.Kernel.Requests;

/// <summary>
/// A form that nobody has checked, as a browser posts it: bounded, and with nothing in it that the kit must not store. A field that is not there
/// is an empty text: browsers leave some out.
/// </summary>
public sealed class RequestForm
{
    /// <summary>The most fields.</summary>
    public const int MostFields = 256;

    /// <summary>The longest text of one field, in characters.</summary>
    public const int LongestField = 16 * 1024;

    private const int LongestName = 200;

    private readonly FrozenDictionary<string, StringValues> _fields;

    private RequestForm(IReadOnlyDictionary<string, StringValues> fields) => _fields = fields.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A form without fields.</summary>
    public static RequestForm Empty { get; } = new(new Dictionary<string, StringValues>(StringComparer.Ordinal));

    /// <summary>The names of its fields, in no order.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>The first text of a field without the space around it; empty where there is none.</summary>
    public string this[string name] => _fields.TryGetValue(name, out var values) && values is [{ } first, ..] ? first.Trim() : "";

    /// <summary>Every text of a field, as it came.</summary>
    public IReadOnlyList<string> All(string name) => _fields.TryGetValue(name, out var values) ? [.. values.Select(static value => value ?? "")] : [];

    /// <summary>Reads it.</summary>
    /// <returns>The form, or what is wrong with it.</returns>
    public static async ValueTask<(RequestForm? Form, ProblemResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsForm(request.ContentType))
        {
            return (null, Problems.Of(
                ProblemTypes.MediaType, "Not a form", StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/x-www-form-urlencoded.", "Content-Type"));
        }

        var (bytes, problem) = await RequestBody.ReadBytesAsync(request, cancellationToken);
        return bytes is null ? (null, problem) : await ParseAsync(bytes, cancellationToken);
    }

    private static async ValueTask<(RequestForm? Form, ProblemResult? Problem)> ParseAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new FormPipeReader(PipeReader.Create(new ReadOnlySequence<byte>(bytes)))
            {
                ValueCountLimit = MostFields,
                KeyLengthLimit = LongestName,
                ValueLengthLimit = LongestField,
            };
            var fields = await reader.ReadFormAsync(cancellationToken);
            return Wrong(fields) is { } wrong ? (null, wrong) : (new RequestForm(fields), null);
        }
        catch (InvalidDataException exception)
        {
            return (null, Problems.BadRequest("body", exception.Message));
        }
    }

    private static ProblemResult? Wrong(Dictionary<string, StringValues> fields)
    {
        foreach (var (name, values) in fields)
        {
            foreach (var value in values)
            {
                if (CardNumbers.IsIn(name) || CardNumbers.IsIn(value))
                {
                    return Problems.Of(
                        ProblemTypes.CardNumber,
                        "This looks like a card number",
                        StatusCodes.Status400BadRequest,
                        "The kit never stores a card number. Give the terminal's reference, or nothing.",
                        name);
                }

                if (value.AsSpan().ContainsAnyInRange('\0', '\b') || value.AsSpan().ContainsAnyInRange('\u000E', '\u001F'))
                {
                    return Problems.BadRequest(name, "Control characters are no text.");
                }
            }
        }

        return null;
    }

    private static bool IsForm(string? type)
    {
        var media = type.AsSpan();
        var end = media.IndexOf(';');
        return (end < 0 ? media : media[..end]).Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
