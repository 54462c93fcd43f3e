using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Market.Tests.Support;

/// <summary>Settings with lists: what a test separates by commas under <c>market.peers</c> becomes one.</summary>
internal static class Configured
{
    public static Settings Settings(string directory, params (string Path, string Value)[] values)
    {
        var sections = values
            .Select(static value => (Parts: value.Path.Split('.'), value.Value))
            .GroupBy(static value => value.Parts[0], StringComparer.Ordinal)
            .ToDictionary(
                static section => section.Key,
                static section => (SettingsValue)new SettingsValue.Mapping(section.ToDictionary(static value => value.Parts[1], static value => Value(value.Parts[1], value.Value), StringComparer.Ordinal), "test"),
                StringComparer.Ordinal);
        return new Settings(new SettingsValue.Mapping(sections, "test"), directory);
    }

    private static SettingsValue Value(string key, string text) => key == "peers"
        ? new SettingsValue.Sequence([.. text.Split(',').Select(static peer => new SettingsValue.Scalar(peer, "test"))], "test")
        : new SettingsValue.Scalar(text, "test");
}
