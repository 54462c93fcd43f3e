using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Shutdown;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Shutdown;

/// <summary>Section <c>power.shutdown</c> as a test writes it.</summary>
internal static class ShutdownSettings
{
    public static ShutdownOptions Of(params (string Key, string Value)[] values) =>
        TestSettings.Of("", [.. values.Select(static value => ($"shutdown.{value.Key}", value.Value))]).Read("shutdown", ShutdownOptions.Read);

    public static ShutdownOptions Command(params string[] command)
    {
        var parts = new SettingsValue.Sequence([.. command.Select(static part => new SettingsValue.Scalar(part, "test"))], "test");
        var section = new SettingsValue.Mapping(new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["command"] = parts }, "test");
        return new Settings(new SettingsValue.Mapping(new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["shutdown"] = section }, "test"), "").Read("shutdown", ShutdownOptions.Read);
    }
}
