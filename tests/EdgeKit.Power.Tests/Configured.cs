using System.Text.Json;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Tests;

/// <summary>A configuration that is written as JSON, which YAML may be too.</summary>
internal static class Configured
{
    /// <summary>The settings of a document.</summary>
    public static Settings Settings(string json, string dataDirectory = "data")
    {
        using var document = JsonDocument.Parse(json);
        return new Settings((SettingsValue.Mapping)Value(document.RootElement), dataDirectory);
    }

    /// <summary>Section <c>power</c> of a document that must be right.</summary>
    public static PowerOptions Power(string json)
    {
        var (options, errors) = Read(json);
        Assert.Empty(errors);
        return options;
    }

    /// <summary>What is wrong with a document, a line each.</summary>
    public static IReadOnlyList<string> Faults(string json) => Read(json).Errors;

    private static (PowerOptions Options, IReadOnlyList<string> Errors) Read(string json)
    {
        var settings = Settings(json);
        var sensors = settings.ReadList("sensors", SensorOptions.Read);
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        return (options, [.. settings.Errors, .. OutputRules.Faults(options)]);
    }

    private static SettingsValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new SettingsValue.Mapping(element.EnumerateObject().ToDictionary(static member => member.Name, static member => Value(member.Value), StringComparer.Ordinal), "test"),
        JsonValueKind.Array => new SettingsValue.Sequence([.. element.EnumerateArray().Select(Value)], "test"),
        _ => new SettingsValue.Scalar(element.ToString(), "test"),
    };
}
