using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker.Telling;

/// <summary>
/// What the kit says, as CloudEvents 1.0 in structured JSON: the type begins with <c>edgekit.</c>, and <c>clock</c> says how far to trust the
/// time. <c>data</c> is what the API answers.
/// </summary>
internal sealed class CloudEvents(KitOptions kit, KitClock clock)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/cloudevents+json";

    private readonly string _source = $"/kits/{kit.Id}";

    /// <summary>Writes one.</summary>
    /// <param name="type">Without its prefix, such as <c>power</c>.</param>
    /// <param name="subject">What of its type it is about, such as a SKU; null for all there is.</param>
    /// <param name="data">What is said.</param>
    public byte[] Write(string type, string? subject, ReadOnlyMemory<byte> data)
    {
        var now = clock.Now;
        var output = new ArrayBufferWriter<byte>(data.Length + 320);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("id"u8, Guid.CreateVersion7(now.Time));
            json.WriteString("source"u8, _source);
            json.WriteString("type"u8, $"edgekit.{type}");
            if (subject is not null)
            {
                json.WriteString("subject"u8, subject);
            }

            json.WriteString("time"u8, now.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("clock"u8, JsonNamingPolicy.CamelCase.ConvertName(now.Clock.ToString()));
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
