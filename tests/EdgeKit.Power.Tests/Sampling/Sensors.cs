using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Tests.Sampling;

/// <summary>Sensors as a person writes them.</summary>
internal static class Sensors
{
    /// <summary>The options of one, from <c>key: value, key: value</c>.</summary>
    public static SensorOptions Options(string keys) => Options(keys, out _);

    /// <summary>The options, and what is wrong with them.</summary>
    public static SensorOptions Options(string keys, out IReadOnlyList<string> errors)
    {
        var members = keys.Split(", ").Select(static pair => pair.Split(": ", 2)).ToDictionary(static pair => pair[0], static pair => (SettingsValue)new SettingsValue.Scalar(pair[1], "test"), StringComparer.Ordinal);
        var settings = new Settings(Root(new SettingsValue.Mapping(members, "test")), "data");
        var options = settings.ReadList("sensors", SensorOptions.Read).Single();
        errors = settings.Errors;
        return options;
    }

    private static SettingsValue.Mapping Root(SettingsValue.Mapping sensor) =>
        new(new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["sensors"] = new SettingsValue.Sequence([sensor], "test") }, "test");
}
