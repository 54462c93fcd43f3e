using System.Collections;
using System.CommandLine;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Uplink;

namespace EdgeKit.Daemon.Commands;

/// <summary>What every command takes.</summary>
internal static class CommonOptions
{
    private const string DefaultData = "/var/lib/edgekit";

    /// <summary><c>--config FILE</c>.</summary>
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = $"The configuration (default {SettingsLoader.DefaultFile}, which may be missing)",
        Recursive = true,
        HelpName = "FILE",
    };

    /// <summary><c>--data DIR</c>.</summary>
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Where everything durable is",
        Recursive = true,
        HelpName = "DIR",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("EDGEKIT_DATA") ?? Environment.GetEnvironmentVariable("STATE_DIRECTORY") ?? DefaultData,
    };

    /// <summary><c>--json</c>, a new one for each command that reads.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs" };

    /// <summary>The data directory, absolute.</summary>
    public static string DataDirectory(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(Data)!);

    /// <summary>Reads the configuration; tells a person what is wrong with it.</summary>
    /// <returns>Null if it cannot be used.</returns>
    public static Settings? Load(ParseResult parsed, IEnumerable<SettingsOverride>? overrides = null)
    {
        var load = TryLoad(parsed, overrides);
        if (load is SettingsLoad.Refused(var errors))
        {
            Tell(errors);
            return null;
        }

        return ((SettingsLoad.Loaded)load).Settings;
    }

    /// <summary>Reads what a command needs that works on the ledger's files; tells a person what is wrong with it.</summary>
    /// <returns>Null if it cannot be used.</returns>
    public static (Settings Settings, KitOptions Kit, CloudConsumer Cloud)? LoadForLedger(ParseResult parsed)
    {
        if (Load(parsed) is not { } settings)
        {
            return null;
        }

        var kit = settings.Read("kit", KitOptions.Read);
        var uplink = settings.Read("uplink", UplinkOptions.Read);
        if (settings.Errors.Count > 0)
        {
            Check(settings);
            return null;
        }

        return (settings, kit, new CloudConsumer(uplink.Consumer));
    }

    /// <summary>Reads the configuration.</summary>
    public static SettingsLoad TryLoad(ParseResult parsed, IEnumerable<SettingsOverride>? overrides = null)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
        return SettingsLoader.Load(
            parsed.GetValue(Config) ?? Environment.GetEnvironmentVariable("EDGEKIT_CONFIG"), DataDirectory(parsed), environment, overrides ?? []);
    }

    /// <summary>Tells what is wrong once every module has read its section.</summary>
    /// <returns>Whether all is right.</returns>
    public static bool Check(Settings settings)
    {
        settings.CheckUnread();
        Tell(settings.Errors);
        return settings.Errors.Count == 0;
    }

    private static void Tell(IEnumerable<string> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }
    }
}
