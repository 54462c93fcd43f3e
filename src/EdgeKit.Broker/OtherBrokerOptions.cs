using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker;

/// <summary>Section <c>mqtt.broker</c>: a broker of somebody else's, such as mosquitto, in place of the kit's own.</summary>
public sealed class OtherBrokerOptions
{
    private OtherBrokerOptions(SettingsSection section)
    {
        var url = section.Address("url", "mqtt", "mqtts");
        if (url is null && !section.Has("url"))
        {
            section.Refuse("url", "is missing; expected an address such as mqtt://127.0.0.1:1883");
        }

        Url = url ?? new Uri("mqtt://127.0.0.1:1883");
        User = section.Text("user", 128);
        PasswordFile = section.Text("passwordFile", 4096, "the path of a file with the password", File.Exists) ?? Credential.Find("mqtt-password");
    }

    /// <summary>Where it is; <c>mqtts</c> is TLS.</summary>
    public Uri Url { get; }

    /// <summary>The kit's name there; null for none.</summary>
    public string? User { get; }

    /// <summary>Where the kit's password is; without the setting, the credential <c>mqtt-password</c> that systemd gives the service. Null for none.</summary>
    public string? PasswordFile { get; }

    /// <summary>Reads the section.</summary>
    public static OtherBrokerOptions Read(SettingsSection section) => new(section);
}
