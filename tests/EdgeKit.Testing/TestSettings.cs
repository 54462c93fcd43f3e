using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Testing;

/// <summary>A configuration as a test writes it.</summary>
public static class TestSettings
{
    /// <summary>Settings of a data directory, with values by path, such as <c>orders.keep</c> or <c>orders.holds.ttl</c>.</summary>
    public static Settings Of(string dataDirectory, params (string Path, string Value)[] values) =>
        new Settings(Group([.. values.Select(static value => (value.Path.Split('.'), value.Value))], 0), dataDirectory);

    private static SettingsValue.Mapping Group(IReadOnlyList<(string[] Path, string Value)> values, int depth) => new(
        values.GroupBy(value => value.Path[depth], StringComparer.Ordinal).ToDictionary(
            static group => group.Key,
            group => group.First().Path.Length == depth + 1
                ? (SettingsValue)new SettingsValue.Scalar(group.Single().Value, "test")
                : Group([.. group], depth + 1),
            StringComparer.Ordinal),
        "test");
}
