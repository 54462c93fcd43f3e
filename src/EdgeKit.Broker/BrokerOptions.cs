using System.Net;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker;

/// <summary>Section <c>mqtt</c>: the stall's broker for devices that speak MQTT.</summary>
public sealed class BrokerOptions
{
    private BrokerOptions(SettingsSection section)
    {
        IsOn = section.Flag("enabled", byDefault: true);
        Listen = Endpoint(section, "listen", 1883);
        ListenTls = Endpoint(section, "listenTls", 8883);
        Other = section.Has("broker") ? section.Section("broker", OtherBrokerOptions.Read) : null;
        if (Other is not null && Ports.Any())
        {
            section.Refuse("broker", "another broker has its own ports; leave out listen and listenTls");
        }

        Connections = section.Number("connections", 200, 1, 10_000);
        ConnectionsOfOne = section.Number("connectionsOfOne", 32, 1, 10_000);
        LargestPacket = (int)section.Size("largestPacket", 64 * 1024, 1024, 1024 * 1024);
        Rate = section.Number("rate", 200, 1, 100_000);
        Subscriptions = section.Number("subscriptions", 64, 1, 1000);
        Queue = section.Number("queue", 500, 10, 10_000);
        KeepSessions = section.Duration("keepSessions", TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromDays(7));
        HomeAssistant = section.Flag("homeAssistant", byDefault: true);
        Victron = section.Has("victron") ? section.Section("victron", VictronOptions.Read) : null;
        TellEvery = section.Duration("tellEvery", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
    }

    /// <summary>Whether there is a broker (true): at <c>/mqtt</c> of every address of <c>http.listen</c>, as a WebSocket.</summary>
    public bool IsOn { get; }

    /// <summary>Where it answers over TCP as well, such as 0.0.0.0:1883; null for nowhere.</summary>
    public IPEndPoint? Listen { get; }

    /// <summary>Where it answers over TLS with the kit's certificate, such as 0.0.0.0:8883; null for nowhere.</summary>
    public IPEndPoint? ListenTls { get; }

    /// <summary>The broker that serves in this one's place, such as mosquitto; null for none.</summary>
    public OtherBrokerOptions? Other { get; }

    /// <summary>Connections at a time (1 to 10,000; 200).</summary>
    public int Connections { get; }

    /// <summary>Connections of one address at a time (1 to 10,000; 32).</summary>
    public int ConnectionsOfOne { get; }

    /// <summary>The largest packet, in bytes (1 KiB to 1 MiB; 64 KiB). A larger one closes its connection.</summary>
    public int LargestPacket { get; }

    /// <summary>Packets a second of one connection, some seconds' worth at once (1 to 100,000; 200). Who sends more is read more slowly.</summary>
    public int Rate { get; }

    /// <summary>Subscriptions of one client (1 to 1,000; 64).</summary>
    public int Subscriptions { get; }

    /// <summary>Messages that wait for one client (10 to 10,000; 500). Of more the oldest is dropped; a client that has so many with QoS 1 is put out.</summary>
    public int Queue { get; }

    /// <summary>How long the session of a client that is away is kept at the most (0 to 7 d; 1 h).</summary>
    public TimeSpan KeepSessions { get; }

    /// <summary>Whether what there is appears in Home Assistant by itself (true).</summary>
    public bool HomeAssistant { get; }

    /// <summary>The Victron GX whose readings feed the power model; null for none.</summary>
    public VictronOptions? Victron { get; }

    /// <summary>How often sensors are told, where they changed (1 s to 10 min; 5 s).</summary>
    public TimeSpan TellEvery { get; }

    /// <summary>The ports that it takes.</summary>
    public IEnumerable<int> Ports => new[] { Listen, ListenTls }.OfType<IPEndPoint>().Select(static endpoint => endpoint.Port);

    /// <summary>Reads the section.</summary>
    public static BrokerOptions Read(SettingsSection section) => new(section);

    private static IPEndPoint? Endpoint(SettingsSection section, string key, int usual) =>
        section.Text(key, 64, $"an IP address with a port, such as 0.0.0.0:{usual}", static text => IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0) is { } text
            ? IPEndPoint.Parse(text)
            : null;
}
