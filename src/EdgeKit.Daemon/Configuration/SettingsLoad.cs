using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Configuration;

/// <summary>How reading the configuration ended.</summary>
internal abstract record SettingsLoad
{
    private SettingsLoad()
    {
    }

    /// <summary>It is well formed; what the keys say is checked by the modules.</summary>
    internal sealed record Loaded(Settings Settings) : SettingsLoad;

    /// <summary>It is not; each error names its place, its key and what was expected.</summary>
    internal sealed record Refused(IReadOnlyList<string> Errors) : SettingsLoad;
}
