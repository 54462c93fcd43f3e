using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Http;

/// <summary>Section <c>security</c>: who may come in from the LAN.</summary>
internal sealed class SecurityOptions
{
    private SecurityOptions(SettingsSection section, HttpOptions http)
    {
        IsOpen = string.Equals(section.Choice("access", "paired", "paired", "open"), "open", StringComparison.Ordinal);
        if (http.IsOpenToOthers && !IsOpen)
        {
            section.Refuse(
                "access",
                "http.listen names an address that others reach, and this version cannot pair devices yet; listen on 127.0.0.1, or write open to let everyone in");
        }
    }

    /// <summary>Everyone on the LAN may do everything.</summary>
    public bool IsOpen { get; }

    public static Func<SettingsSection, SecurityOptions> Reader(HttpOptions http) => section => new SecurityOptions(section, http);
}
