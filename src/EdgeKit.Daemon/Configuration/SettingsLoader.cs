using EdgeKit.Daemon.Provisioning;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Configuration;

/// <summary>
/// Reads the configuration: the YAML file, over it what provisioning wrote, over that the environment, then the command line. Built-in defaults are in each
/// module's options.
/// </summary>
internal static class SettingsLoader
{
    /// <summary>Where the file is if nobody says otherwise; it may be missing there.</summary>
    public const string DefaultFile = "/etc/edgekit/edgekit.yaml";

    /// <summary>Reads all layers.</summary>
    /// <param name="file">The file that a person named, or null for <see cref="DefaultFile"/>.</param>
    /// <param name="dataDirectory">Where everything durable is.</param>
    /// <param name="environment">The process's environment.</param>
    /// <param name="overrides">From the command line.</param>
    public static SettingsLoad Load(
        string? file,
        string dataDirectory,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<SettingsOverride> overrides) =>
        Load(file ?? DefaultFile, mayBeMissing: file is null, dataDirectory, environment, overrides, file is null ? ProvisionPlaces.DefaultLayer : null);

    internal static SettingsLoad Load(
        string file,
        bool mayBeMissing,
        string dataDirectory,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<SettingsOverride> overrides,
        string? provisioned = null)
    {
        var errors = new List<string>();
        var root = SettingsFile.Read(file, mayBeMissing, errors);
        if (root is not null && provisioned is not null && File.Exists(provisioned))
        {
            root = SettingsFile.Read(provisioned, mayBeMissing: true, errors) is { } layer ? Over(layer, root) : null;
        }

        var environmentLayer = SettingsLayer.OfEnvironment(environment, errors);
        var commandLine = SettingsLayer.OfCommandLine(overrides);
        return root is null || errors.Count > 0
            ? new SettingsLoad.Refused(errors)
            : new SettingsLoad.Loaded(new Settings(commandLine.Over(environmentLayer.Over(root)), dataDirectory));
    }

    /// <summary>Lays one over another: groups of keys are merged; a value or a list replaces what is below.</summary>
    internal static SettingsValue.Mapping Over(SettingsValue.Mapping layer, SettingsValue.Mapping below)
    {
        var members = new Dictionary<string, SettingsValue>(below.Members, StringComparer.Ordinal);
        foreach (var (key, value) in layer.Members)
        {
            members[key] = value is SettingsValue.Mapping group && members.GetValueOrDefault(key) is SettingsValue.Mapping deeper ? Over(group, deeper) : value;
        }

        return below with { Members = members };
    }
}
