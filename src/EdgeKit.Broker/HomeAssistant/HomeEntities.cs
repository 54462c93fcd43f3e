using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeKit.Broker.Topics;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker.HomeAssistant;

/// <summary>
/// What there is to show, as Home Assistant's MQTT discovery wants it: each reading of each sensor, the stage, the battery, the uplink and
/// the queue, all of one device. A value whose sensor cannot be believed is unavailable, as is all of it while the kit is away.
/// </summary>
internal sealed class HomeEntities(KitOptions kit, KitTopics topics)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Version = typeof(HomeEntities).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Where an entity is announced.</summary>
    public string TopicOf(HomeEntity entity) => $"homeassistant/{entity.Component}/{kit.Id}/{entity.Id}/config";

    /// <summary>All there is now.</summary>
    public IReadOnlyList<HomeEntity> Of(SensorsView sensors, PowerView power, UplinkView uplink) =>
    [
        .. sensors.Sensors.SelectMany(OfSensor)
            .Concat(sensors.Sensors.Count > 0 ? OfPower(power) : [])
            .Concat(OfUplink(uplink))
            .DistinctBy(TopicOf, StringComparer.Ordinal),
    ];

    private IEnumerable<HomeEntity> OfSensor(SensorView sensor)
    {
        foreach (var reading in sensor.Readings)
        {
            if (HomeKind.Of(reading.Quantity) is not { } kind)
            {
                continue;
            }

            var isYesOrNo = reading.Quantity is HomeKind.YesOrNo;
            var id = Plain(reading.Channel.Length == 0 ? $"{sensor.Id}_{reading.Quantity}" : $"{sensor.Id}_{reading.Quantity}_{reading.Channel}");
            var value = $"value_json.data.readings | selectattr('quantity', 'eq', '{reading.Quantity}') | selectattr('channel', 'eq', '{Quoted(reading.Channel)}') | map(attribute='value') | first";
            yield return Entity(isYesOrNo ? "binary_sensor" : "sensor", id, sensor.Id, json =>
            {
                json.WriteString("name", string.Join(' ', new[] { sensor.Id, reading.Channel, isYesOrNo ? "" : kind.Name }.Where(static word => word.Length > 0)));
                json.WriteString("state_topic", topics.Sensor(sensor.Id));
                json.WriteString("value_template", isYesOrNo ? $"{{{{ 'ON' if ({value} | default(0)) > 0 else 'OFF' }}}}" : $"{{{{ {value} | default(none) }}}}");
                WriteKind(json, kind);
            });
        }
    }

    private IEnumerable<HomeEntity> OfPower(PowerView power)
    {
        yield return Entity("sensor", "stage", null, json =>
        {
            json.WriteString("name", "Power stage");
            json.WriteString("state_topic", topics.Power);
            json.WriteString("value_template", "{{ value_json.data.stage }}");
            json.WriteString("device_class", "enum");
            json.WriteStartArray("options");
            foreach (var stage in Enum.GetNames<PowerStage>())
            {
                json.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(stage));
            }

            json.WriteEndArray();
        });
        if (power.Packs.Count == 0)
        {
            yield break;
        }

        yield return OfPower("battery", "value_json.data.stateOfCharge * 100", "stateOfCharge", new HomeKind("Battery", "battery", "%", "measurement", 0));
        yield return OfPower("time_to_empty", "value_json.data.timeToEmptySeconds", "timeToEmptySeconds", new HomeKind("Time to empty", "duration", "s", "measurement", 0));
        yield return OfPower("output", "value_json.data.outputWatts", "outputWatts", new HomeKind("Output", "power", "W", "measurement", 1));
        yield return OfPower("input", "value_json.data.inputWatts", "inputWatts", new HomeKind("Input", "power", "W", "measurement", 1));
    }

    private HomeEntity OfPower(string id, string value, string member, HomeKind kind) => Entity("sensor", id, null, json =>
    {
        json.WriteString("name", kind.Name);
        json.WriteString("state_topic", topics.Power);
        json.WriteString("value_template", $"{{{{ {value} if value_json.data.{member} is defined else none }}}}");
        WriteKind(json, kind);
    });

    private IEnumerable<HomeEntity> OfUplink(UplinkView uplink)
    {
        if (uplink.State is UplinkState.None)
        {
            yield break;
        }

        yield return Entity("binary_sensor", "uplink", null, json =>
        {
            json.WriteString("name", "Uplink");
            json.WriteString("state_topic", topics.Uplink);
            json.WriteString("value_template", "{{ 'ON' if value_json.data.state == 'online' else 'OFF' }}");
            json.WriteString("device_class", "connectivity");
        });
        yield return Entity("sensor", "queue", null, json =>
        {
            json.WriteString("name", "Queued for the cloud");
            json.WriteString("state_topic", topics.Queue);
            json.WriteString("value_template", "{{ value_json.data.queued }}");
            json.WriteString("unit_of_measurement", "records");
            json.WriteString("state_class", "measurement");
        });
    }

    private HomeEntity Entity(string component, string id, string? sensor, Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteString("unique_id", $"edgekit_{kit.Id}_{id}");
            json.WriteString("default_entity_id", $"{component}.{Plain($"{kit.Id}_{id}")}".ToLowerInvariant().Replace('-', '_'));
            WriteAvailability(json, sensor);
            WriteDevice(json);
            json.WriteEndObject();
        }

        return new HomeEntity(component, id, sensor, output.WrittenMemory.ToArray());
    }

    private static void WriteKind(Utf8JsonWriter json, HomeKind kind)
    {
        WriteIfThere(json, "device_class", kind.DeviceClass);
        WriteIfThere(json, "unit_of_measurement", kind.Unit);
        WriteIfThere(json, "state_class", kind.StateClass);
        if (kind.StateClass is not null)
        {
            json.WriteNumber("suggested_display_precision", kind.Digits);
        }
    }

    private void WriteAvailability(Utf8JsonWriter json, string? sensor)
    {
        json.WriteStartArray("availability");
        json.WriteStartObject();
        json.WriteString("topic", topics.Status);
        json.WriteEndObject();
        if (sensor is not null)
        {
            json.WriteStartObject();
            json.WriteString("topic", topics.Sensor(sensor));
            json.WriteString("value_template", "{{ 'online' if value_json.data.quality in ['good', 'simulated'] else 'offline' }}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("availability_mode", "all");
    }

    private void WriteDevice(Utf8JsonWriter json)
    {
        json.WriteStartObject("device");
        json.WriteStartArray("identifiers");
        json.WriteStringValue($"edgekit_{kit.Id}");
        json.WriteEndArray();
        json.WriteString("name", kit.Name);
        json.WriteString("manufacturer", "EdgeKit");
        json.WriteString("model", "Edge kit");
        json.WriteString("sw_version", Version);
        json.WriteEndObject();
        json.WriteStartObject("origin");
        json.WriteString("name", "EdgeKit");
        json.WriteString("sw_version", Version);
        json.WriteEndObject();
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // What may stand in a topic of discovery.
    private static string Plain(string text) => string.Concat(text.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
