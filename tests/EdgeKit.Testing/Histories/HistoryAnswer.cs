using System.Text.Json;

namespace EdgeKit.Testing.Histories;

/// <summary>What an answer said.</summary>
/// <param name="Status">Of HTTP; 0 where there is none.</param>
/// <param name="Id">The order's, or the hold's.</param>
/// <param name="Seq">The record in the kit's log.</param>
/// <param name="RemainingSeconds">For how long a hold lasts; null for one that does not expire.</param>
/// <param name="Problem">The type of the problem.</param>
public sealed record HistoryAnswer(int Status, Guid? Id = null, long? Seq = null, double? RemainingSeconds = null, string? Problem = null)
{
    /// <summary>Reads the body of any route that changes orders, holds or stock; one that is no JSON object says nothing.</summary>
    public static HistoryAnswer Of(int status, ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new HistoryAnswer(status, GuidOf(root, "orderId") ?? GuidOf(root, "id"), NumberOf(root, "seq"), SecondsOf(root), TextOf(root, "type"))
                : new HistoryAnswer(status);
        }
        catch (JsonException)
        {
            return new HistoryAnswer(status);
        }
    }

    private static Guid? GuidOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;

    private static long? NumberOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static double? SecondsOf(JsonElement root) =>
        root.TryGetProperty("remainingSeconds", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
