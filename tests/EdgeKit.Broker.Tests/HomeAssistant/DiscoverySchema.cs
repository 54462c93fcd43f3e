using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeKit.Broker.Tests.HomeAssistant;

/// <summary>
/// Home Assistant's documented discovery of MQTT sensors and binary sensors, as far as the kit uses them: which keys there are, what must be
/// there, and which units and state classes go with a device class. Finds what it would refuse, or pass over.
/// </summary>
internal static partial class DiscoverySchema
{
    private static readonly string[] Shared =
    [
        "availability", "availability_mode", "availability_template", "availability_topic", "default_entity_id", "device", "device_class", "enabled_by_default", "encoding", "entity_category",
        "entity_picture", "expire_after", "force_update", "icon", "json_attributes_template", "json_attributes_topic", "name", "origin", "payload_available", "payload_not_available", "platform", "qos",
        "state_topic", "unique_id", "value_template",
    ];

    private static readonly Dictionary<string, string[]> Own = new(StringComparer.Ordinal)
    {
        ["sensor"] = ["last_reset_value_template", "options", "state_class", "suggested_display_precision", "unit_of_measurement"],
        ["binary_sensor"] = ["off_delay", "payload_off", "payload_on"],
    };

    private static readonly string[] DeviceKeys =
    [
        "configuration_url", "connections", "hw_version", "identifiers", "manufacturer", "model", "model_id", "name", "serial_number", "suggested_area", "sw_version", "via_device",
    ];

    private static readonly string[] Needed = ["name", "state_topic", "unique_id", "device", "origin", "availability"];
    private static readonly string[] OriginKeys = ["name", "support_url", "sw_version"];
    private static readonly string[] AvailabilityKeys = ["payload_available", "payload_not_available", "topic", "value_template"];

    // Device class: its units, and the state classes that go with it.
    private static readonly Dictionary<string, (string[] Units, string[] StateClasses)> SensorClasses = new(StringComparer.Ordinal)
    {
        ["battery"] = (["%"], ["measurement"]),
        ["current"] = (["A", "mA"], ["measurement"]),
        ["duration"] = (["d", "h", "min", "s", "ms", "μs"], ["measurement", "total", "total_increasing"]),
        ["energy"] = (["J", "kJ", "MJ", "GJ", "mWh", "Wh", "kWh", "MWh", "GWh", "TWh"], ["total", "total_increasing"]),
        ["enum"] = ([], []),
        ["humidity"] = (["%"], ["measurement"]),
        ["power"] = (["mW", "W", "kW", "MW", "GW", "TW"], ["measurement"]),
        ["pressure"] = (["mPa", "Pa", "hPa", "kPa", "bar", "cbar", "mbar", "mmHg", "inHg", "inH₂O", "psi"], ["measurement"]),
        ["temperature"] = (["°C", "°F", "K"], ["measurement"]),
        ["voltage"] = (["μV", "mV", "V", "kV", "MV"], ["measurement"]),
    };

    private static readonly string[] BinaryClasses = ["battery", "battery_charging", "connectivity", "plug", "power", "problem", "running", "update"];
    private static readonly string[] StateClasses = ["measurement", "measurement_angle", "total", "total_increasing"];

    /// <summary>What is wrong with a message; empty for nothing.</summary>
    public static IEnumerable<string> Faults(string topic, ReadOnlyMemory<byte> payload)
    {
        if (TopicShape().Match(topic) is not { Success: true } match)
        {
            return [$"{topic} is not <prefix>/<component>/<node>/<object>/config"];
        }

        using var json = JsonDocument.Parse(payload, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return [.. Faults(match.Groups["component"].Value, json.RootElement)];
    }

    private static IEnumerable<string> Faults(string component, JsonElement config)
    {
        if (!Own.TryGetValue(component, out var own))
        {
            yield return $"{component} is no component that is known here";
            yield break;
        }

        string[] faults =
        [
            .. Unknown("", config, [.. Shared, .. own]),
            .. Needed.Where(key => !config.TryGetProperty(key, out _)).Select(static key => $"{key} is missing"),
            .. Unknown("device.", config.GetProperty("device"), DeviceKeys),
            .. Unknown("origin.", config.GetProperty("origin"), OriginKeys),
            .. config.GetProperty("availability").EnumerateArray().SelectMany(static one => Unknown("availability.", one, AvailabilityKeys)),
            .. component is "sensor" ? SensorFaults(config) : BinaryFaults(config),
        ];
        foreach (var fault in faults)
        {
            yield return fault;
        }

        if (config.GetProperty("device").GetProperty("identifiers").GetArrayLength() == 0)
        {
            yield return "device has nothing to know it by";
        }

        if (!config.GetProperty("origin").TryGetProperty("name", out _))
        {
            yield return "origin.name is missing";
        }

        if (Text(config, "availability_mode") is not (null or "all" or "any" or "latest"))
        {
            yield return "availability_mode is none";
        }

        if (Text(config, "default_entity_id") is { } id && !EntityId().IsMatch(id))
        {
            yield return $"{id} is no entity's id";
        }

        if (Text(config, "value_template") is { } template && Occurrences(template, "{{") != Occurrences(template, "}}"))
        {
            yield return "value_template has braces without their others";
        }
    }

    private static IEnumerable<string> SensorFaults(JsonElement config)
    {
        var (deviceClass, unit, stateClass) = (Text(config, "device_class"), Text(config, "unit_of_measurement"), Text(config, "state_class"));
        if (stateClass is not null && !StateClasses.Contains(stateClass, StringComparer.Ordinal))
        {
            yield return $"{stateClass} is no state class";
        }

        if (config.TryGetProperty("options", out var options) && (deviceClass is not "enum" || options.GetArrayLength() == 0))
        {
            yield return "options are for an enum, and not empty";
        }

        if (deviceClass is null)
        {
            yield break;
        }

        if (!SensorClasses.TryGetValue(deviceClass, out var known))
        {
            yield return $"{deviceClass} is no device class that is known here";
            yield break;
        }

        if (unit is null ? known.Units.Length > 0 : !known.Units.Contains(unit, StringComparer.Ordinal))
        {
            yield return $"{unit ?? "no unit"} does not go with {deviceClass}";
        }

        if (stateClass is null ? known.StateClasses.Length > 0 : !known.StateClasses.Contains(stateClass, StringComparer.Ordinal))
        {
            yield return $"{stateClass ?? "no state class"} does not go with {deviceClass}";
        }
    }

    private static IEnumerable<string> BinaryFaults(JsonElement config) =>
        Text(config, "device_class") is { } deviceClass && !BinaryClasses.Contains(deviceClass, StringComparer.Ordinal) ? [$"{deviceClass} is no device class of a binary sensor"] : [];

    private static IEnumerable<string> Unknown(string where, JsonElement found, string[] known) =>
        found.EnumerateObject().Where(member => !known.Contains(member.Name, StringComparer.Ordinal)).Select(member => $"{where}{member.Name} is no key");

    private static string? Text(JsonElement config, string key) => config.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("^homeassistant/(?<component>[a-z_]+)/[a-zA-Z0-9_-]+/[a-zA-Z0-9_-]+/config$", RegexOptions.None, 1000)]
    private static partial Regex TopicShape();

    [GeneratedRegex("^(sensor|binary_sensor)\\.[a-z0-9_]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntityId();
}
