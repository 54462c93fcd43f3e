using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Checks;
using EdgeKit.Power.Tests.Sampling;

namespace EdgeKit.Power.Tests.Checks;

/// <summary>Checks as a person writes them.</summary>
internal static class CheckSetup
{
    /// <summary>One check, from <c>key: value, key: value</c>; its id is <c>pack</c> unless that says otherwise. Names of a roster stand between bars.</summary>
    public static CheckOptions One(string keys) => Power([keys], out _).Checks.Single();

    /// <summary>Section <c>power</c> with these checks, and what is wrong with it.</summary>
    public static PowerOptions Power(IReadOnlyList<string> checks, out IReadOnlyList<string> errors, params IReadOnlyList<SensorOptions> sensors)
    {
        var section = Mapping(("checks", new SettingsValue.Sequence([.. checks.Select(Check)], "test")));
        var settings = new Settings(Mapping(("power", section)), "data");
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        errors = settings.Errors;
        return options;
    }

    /// <summary>A simulated sensor that plays <paramref name="file"/>.</summary>
    public static SensorOptions Playing(string file) => Sensors.Options($"id: sim, driver: simulated, file: {file}");

    private static SettingsValue.Mapping Check(string keys)
    {
        var written = keys.Split(", ").Select(static pair => pair.Split(": ", 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        written.TryAdd("id", "pack");
        written.TryAdd("name", "Pack voltage at the terminals");
        return Mapping([.. written.Where(static pair => pair.Value.Length > 0).Select(static pair => (pair.Key, Value(pair.Value)))]);
    }

    private static SettingsValue Value(string text) => text.Contains('|', StringComparison.Ordinal)
        ? new SettingsValue.Sequence([.. text.Split('|').Select(static name => new SettingsValue.Scalar(name, "test"))], "test")
        : new SettingsValue.Scalar(text, "test");

    private static SettingsValue.Mapping Mapping(params (string Key, SettingsValue Value)[] members) =>
        new(members.ToDictionary(static member => member.Key, static member => member.Value, StringComparer.Ordinal), "test");
}
