using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKit.Contracts.Checks;

/// <summary>A reading as a JSON number, or as <c>"ok"</c> or <c>"notOk"</c>.</summary>
public sealed class CheckReadingConverter : JsonConverter<CheckReading>
{
    /// <inheritdoc />
    public override CheckReading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => CheckReading.Of(number),
        JsonTokenType.String when reader.ValueTextEquals("ok"u8) => CheckReading.Ok,
        JsonTokenType.String when reader.ValueTextEquals("notOk"u8) => CheckReading.NotOk,
        _ => throw new JsonException("Expected a number, or \"ok\" or \"notOk\"."),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, CheckReading value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
