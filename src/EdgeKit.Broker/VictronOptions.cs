using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker;

/// <summary>Section <c>mqtt.victron</c>: a GX device (Cerbo, Venus) that is bridged to the kit.</summary>
public sealed class VictronOptions
{
    private VictronOptions(SettingsSection section)
    {
        Portal = section.RequiredText("portal", 32, "the GX device's VRM portal id, such as c0619ab12345", static id => id.All(char.IsAsciiLetterOrDigit));
        Device = section.RequiredText("device", 32, $"the id of the paired device that publishes its topics ('edgekit devices list'), or {KitTopics.ThisMachine}");
    }

    /// <summary>Its portal id, which its topics begin with.</summary>
    public string Portal { get; }

    /// <summary>The paired device that may publish them; nobody else's readings reach the power model.</summary>
    public string Device { get; }

    /// <summary>Reads the section.</summary>
    public static VictronOptions Read(SettingsSection section) => new(section);
}
