using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Access;

/// <summary>Section <c>security</c>: who may come in from the LAN, and how much anyone may ask.</summary>
public sealed class AccessOptions
{
    private AccessOptions(SettingsSection section)
    {
        IsOpen = string.Equals(section.Choice("access", "paired", "paired", "open"), "open", StringComparison.Ordinal);
        DeviceRate = section.Number("deviceRate", 50, 1, 10_000);
        GuestRate = section.Number("guestRate", 20, 1, 10_000);
        GuestsRate = section.Number("guestsRate", 400, 1, 100_000);
    }

    /// <summary>Everyone on the LAN may do everything: <c>access: open</c>, a fault that the kit names.</summary>
    public bool IsOpen { get; }

    /// <summary>Requests a second of one paired device, ten seconds' worth at once (1 to 10,000; 50). Streams do not count.</summary>
    public int DeviceRate { get; }

    /// <summary>Requests a second of one address without a token (1 to 10,000; 20).</summary>
    public int GuestRate { get; }

    /// <summary>Requests a second of all guests together, so that they leave room for tills (1 to 100,000; 400).</summary>
    public int GuestsRate { get; }

    /// <summary>Reads the section.</summary>
    public static AccessOptions Read(SettingsSection section) => new(section);
}
