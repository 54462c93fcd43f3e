using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Testing;

/// <summary>A configuration as a test writes it.</summary>
public static class TestSettings
{
    /// <summary>Settings of a data directory, with values by path, such as <c>orders.keep</c>.</summary>
    public static Settings Of(string dataDirectory, params (string Path, string Value)[] values)
    {
        var sections = values
            .Select(static value => (Parts: value.Path.Split('.'), value.Value))
            .GroupBy(static value => value.Parts[0], StringComparer.Ordinal)
            .ToDictionary(
                static section => section.Key,
                static section => (SettingsValue)new SettingsValue.Mapping(
                    section.ToDictionary(
                        static value => value.Parts[1], static value => (SettingsValue)new SettingsValue.Scalar(value.Value, "test"), StringComparer.Ordinal),
                    "test"),
                StringComparer.Ordinal);
        return new Settings(new SettingsValue.Mapping(sections, "test"), dataDirectory);
    }
}
