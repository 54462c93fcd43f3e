using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Uplink.Mqtt;

/// <summary>Keys <c>mqtt</c>, <c>mqttUser</c> and <c>mqttPasswordFile</c> of the section <c>uplink</c>: the broker between the kit and the cloud.</summary>
public sealed class MqttOptions
{
    internal MqttOptions(SettingsSection section, Uri broker)
    {
        Broker = broker;
        User = section.Text("mqttUser", 256);
        PasswordFile = section.Text("mqttPasswordFile", 4096, "the path of the file with the broker's password", File.Exists);
    }

    /// <summary>Where it is: <c>mqtt://</c> (port 1883) or <c>mqtts://</c> (8883).</summary>
    public Uri Broker { get; }

    /// <summary>Whether to speak TLS.</summary>
    public bool IsSecure => Broker.Scheme == "mqtts";

    /// <summary>Its port.</summary>
    public int Port => Broker.Port > 0 ? Broker.Port : IsSecure ? 8883 : 1883;

    /// <summary>The user name; the kit's id where it is null.</summary>
    public string? User { get; }

    /// <summary>Where the password is; the kit's token (<c>uplink.tokenFile</c>) where it is null.</summary>
    public string? PasswordFile { get; }
}
