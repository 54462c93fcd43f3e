using EdgeKit.Kernel.Configuration;
using MQTTnet;

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

    /// <summary>How to get there.</summary>
    internal MqttClientOptionsBuilder Reach(MqttClientOptionsBuilder client)
    {
        var isSecure = string.Equals(Url.Scheme, "mqtts", StringComparison.Ordinal);
        client = client.WithTcpServer(Url.Host, Url.Port > 0 ? Url.Port : isSecure ? 8883 : 1883).WithTlsOptions(tls => tls.UseTls(isSecure));
        return PasswordFile is { } file ? client.WithCredentials(User ?? "", File.ReadAllText(file).Trim()) : client;
    }

    /// <summary>Reads the section.</summary>
    public static OtherBrokerOptions Read(SettingsSection section) => new(section);
}
