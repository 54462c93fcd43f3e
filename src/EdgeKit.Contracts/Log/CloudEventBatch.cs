using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace EdgeKit.Contracts.Log;

/// <summary>
/// Records as a batch of CloudEvents 1.0 (JSON batch format): what the kit pushes, serves to readers and exports. The
/// attributes of ours are <c>boot</c>, <c>monotonicms</c>, <c>clock</c>, <c>hlc</c> and <c>prevhash</c>; <c>data</c> is the
/// record's body, byte for byte.
/// </summary>
public static class CloudEventBatch
{
    /// <summary>The media type of a batch.</summary>
    public const string ContentType = "application/cloudevents-batch+json";

    private const string TypePrefix = "edgekit.";

    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    private static readonly string[] ClockNames = [.. Enum.GetNames<ClockState>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The <c>source</c> of a kit's records.</summary>
    public static string SourceOf(string kit, Guid incarnation) => $"/kits/{kit}/{incarnation:D}";

    /// <summary>Writes <paramref name="records"/> as a JSON array.</summary>
    public static void Write(IBufferWriter<byte> output, string source, IEnumerable<LogRecord> records)
    {
        using var json = new Utf8JsonWriter(output, Unchecked);
        json.WriteStartArray();
        foreach (var record in records)
        {
            WriteEvent(json, source, record);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes one record as a JSON object.</summary>
    public static void WriteOne(IBufferWriter<byte> output, string source, LogRecord record)
    {
        using var json = new Utf8JsonWriter(output, Unchecked);
        WriteEvent(json, source, record);
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="utf8">The JSON array. The bodies of the records stay slices of it.</param>
    /// <exception cref="FormatException">It is not a batch of one source's records; the message says what and where.</exception>
    public static (string? Source, IReadOnlyList<LogRecord> Records) Read(ReadOnlyMemory<byte> utf8)
    {
        var records = new List<LogRecord>();
        string? source = null;
        var json = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            Expect(json.Read() && json.TokenType == JsonTokenType.StartArray, "a batch is a JSON array");
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                Expect(json.TokenType == JsonTokenType.StartObject, $"event {records.Count} is not an object");
                var (from, record) = ReadEvent(ref json, utf8, records.Count);
                Expect(source is null || string.Equals(source, from, StringComparison.Ordinal), $"event {records.Count} has another source");
                source = from;
                records.Add(record);
            }

            Expect(!json.Read(), "something follows the batch");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"event {records.Count} is not valid JSON: {exception.Message}", exception);
        }

        return (source, records);
    }

    /// <summary>Takes a <c>source</c> apart.</summary>
    public static bool TryParseSource(string source, out string kit, out Guid incarnation)
    {
        var parts = source.Split('/');
        kit = parts.Length == 4 ? parts[2] : "";
        incarnation = default;
        return parts is ["", "kits", { Length: > 0 }, var last] && Guid.TryParseExact(last, "D", out incarnation);
    }

    private static void WriteEvent(Utf8JsonWriter json, string source, LogRecord record)
    {
        Span<char> text = stackalloc char[24];
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        record.Seq.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString("id"u8, text[..length]);
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, TypePrefix + record.Type);
        json.WriteString("time"u8, record.RecordedAt.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteString("boot"u8, record.RecordedAt.Boot);
        record.RecordedAt.MonotonicMs.TryFormat(text, out length, provider: CultureInfo.InvariantCulture);
        json.WriteString("monotonicms"u8, text[..length]);
        json.WriteString("clock"u8, ClockNames[(int)record.RecordedAt.Clock]);
        record.Hlc.TryFormat(text, out length, provider: CultureInfo.InvariantCulture);
        json.WriteString("hlc"u8, text[..length]);
        record.PrevHash.TryFormat(text, out length, "x16", CultureInfo.InvariantCulture);
        json.WriteString("prevhash"u8, text[..length]);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(record.Body.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static (string Source, LogRecord Record) ReadEvent(ref Utf8JsonReader json, ReadOnlyMemory<byte> utf8, int index)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? body = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var start = (int)json.TokenStartIndex;
            if (string.Equals(name, "data", StringComparison.Ordinal))
            {
                json.Skip();
                body = utf8[start..(int)json.BytesConsumed];
            }
            else if (json.TokenType == JsonTokenType.String)
            {
                attributes[name] = json.GetString()!;
            }
            else
            {
                json.Skip();
            }
        }

        string Attribute(string name) => attributes.GetValueOrDefault(name) ?? throw new FormatException($"event {index} has no {name}");
        long Number(string name) => long.TryParse(Attribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"event {index} has no number as its {name}");

        var type = Attribute("type");
        var clock = Array.IndexOf(ClockNames, Attribute("clock"));
        Expect(type.StartsWith(TypePrefix, StringComparison.Ordinal) && type.Length is > 8 and <= 72, $"event {index} is not of a type of ours");
        Expect(clock >= 0, $"event {index} has a clock that nobody knows");
        Expect(Guid.TryParseExact(Attribute("boot"), "D", out var boot), $"event {index} has no UUID as its boot");
        Expect(
            DateTimeOffset.TryParseExact(
                Attribute("time"), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time),
            $"event {index} has no time of the kit's form");
        Expect(
            ulong.TryParse(Attribute("prevhash"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var prevHash),
            $"event {index} has no hash as its prevhash");
        var seq = Number("id");
        Expect(seq > 0, $"event {index} has an id below 1");

        return (
            Attribute("source"),
            new LogRecord(
                seq,
                type[TypePrefix.Length..],
                new RecordedAt(boot, Number("monotonicms"), time.ToUnixTimeMilliseconds(), (ClockState)clock),
                Number("hlc"),
                prevHash,
                body ?? throw new FormatException($"event {index} has no data")));
    }

    private static void Expect([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string message)
    {
        if (!holds)
        {
            throw new FormatException(message);
        }
    }
}
