using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Requests;

/// <summary>
/// Looks at every token of a body before anything else does: whether it is JSON, whether a text or number anywhere could be a
/// card number, and whether every <c>currency</c> is the kit's.
/// </summary>
internal static class BodyScan
{
    private const int MaxDepth = 16;

    /// <summary>What is wrong with the body, or null.</summary>
    public static ProblemResult? Check(ReadOnlySpan<byte> utf8, string currency)
    {
        if (utf8.IsEmpty)
        {
            return Problems.BadRequest("body", "The body is empty; expected a JSON object.");
        }

        if (!Utf8.IsValid(utf8))
        {
            return Problems.BadRequest("body", "The body is not valid UTF-8.");
        }

        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var path = new JsonPath();
        try
        {
            while (json.Read())
            {
                path.Enter(ref json);
                if (CheckToken(ref json, path, currency) is { } problem)
                {
                    return problem;
                }

                path.Leave(ref json);
            }

            return null;
        }
        catch (JsonException exception)
        {
            return Problems.BadRequest(
                path.ToString(),
                string.Create(CultureInfo.InvariantCulture, $"The body is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            return Problems.BadRequest(path.ToString(), "A text holds half of a surrogate pair.");
        }
    }

    private static ProblemResult? CheckToken(ref Utf8JsonReader json, JsonPath path, string currency)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                var text = json.GetString()!;
                if (CardNumbers.IsIn(text))
                {
                    return Card(path);
                }

                return json.TokenType == JsonTokenType.String && path.EndsWith("currency") && !string.Equals(text, currency, StringComparison.Ordinal)
                    ? Problems.Of(
                        ProblemTypes.WrongCurrency, "Another currency", StatusCodes.Status400BadRequest, $"This kit sells in {currency}.", path.ToString())
                    : null;
            case JsonTokenType.Number when CardNumbers.IsIn(Encoding.ASCII.GetString(json.ValueSpan)):
                return Card(path);
            default:
                return null;
        }
    }

    private static ProblemResult Card(JsonPath path) => Problems.Of(
        ProblemTypes.CardNumber,
        "This looks like a card number",
        StatusCodes.Status400BadRequest,
        "The kit never stores a card number. Send the terminal's reference, or nothing.",
        path.ToString());
}
