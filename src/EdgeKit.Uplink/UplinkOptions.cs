using EdgeKit.Kernel.Configuration;
using EdgeKit.Uplink.Mqtt;

namespace EdgeKit.Uplink;

/// <summary>Section <c>uplink</c>: where the cloud is and how to talk to it. Without an address the kit sells all the same.</summary>
public sealed class UplinkOptions
{
    private UplinkOptions(SettingsSection section)
    {
        Url = section.Address("url", "http", "https");
        Mqtt = section.Address("mqtt", "mqtt", "mqtts") is { } broker ? new MqttOptions(section, broker) : null;
        PrefersMqtt = section.Choice("prefer", "http", ["http", "mqtt"]) == "mqtt";
        Batch = section.Number("batch", 200, 1, 1000);
        BatchAtMost = section.Number("batchAtMost", 4000, Batch, 5000);
        IsCompact = section.Choice("format", "compact", ["compact", "json"]) == "compact";
        KeepsLine = section.Flag("line", true);
        InFlight = section.Number("inFlight", 4, 1, 16);
        Consumer = section.Text("consumer", 64, "letters, digits, dots, hyphens and underscores", IsName) ?? "cloud";
        Timeout = section.Duration("timeout", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        TelemetryEvery = section.Duration("telemetryEvery", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        SendsTelemetry = section.Flag("telemetry", true);
        DataCap = section.Size("dataCap", 0, 0, 1L << 50);
        DataDay = section.Number("dataDay", 1, 1, 28);
        Interface = section.Text("interface", 15, "a network interface such as wwan0", IsName);
        if (DataCap > 0 && Interface is null)
        {
            section.Refuse("interface", "is needed with dataCap: the modem's network interface, such as wwan0, whose bytes are counted");
        }

        SweepEvery = section.Duration("sweepEvery", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        RetryAtMost = section.Duration("retryAtMost", TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CaFile = section.Text("caFile", 4096, "the path of a PEM file", File.Exists);
        TokenFile = section.Text("tokenFile", 4096, "the path of the file with the token of 'edgekit-cloud kit add'", File.Exists) ?? Credential.Find("uplink-token");
    }

    /// <summary>The cloud's address; null for none.</summary>
    public Uri? Url { get; }

    /// <summary>A broker between the kit and the cloud (<c>mqtt</c>); null for none.</summary>
    public MqttOptions? Mqtt { get; }

    /// <summary>Which way goes first where both are there (<c>prefer</c>: http or mqtt; http). The other is taken while it fails.</summary>
    public bool PrefersMqtt { get; }

    /// <summary>Whether there is a way to the cloud at all.</summary>
    public bool IsConfigured => Url is not null || Mqtt is not null;

    /// <summary>Records in one request to begin with, and after trouble (1 to 1,000; 200).</summary>
    public int Batch { get; }

    /// <summary>Records in one request on a link that carries more (<c>batch</c> to 5,000; 4,000: so many always fit what the cloud takes).</summary>
    public int BatchAtMost { get; }

    /// <summary>Whether the log goes in its compact form (<c>format: compact</c>, or <c>json</c>; compact). A cloud that does not know it gets CloudEvents.</summary>
    public bool IsCompact { get; }

    /// <summary>Whether the kit keeps one line open to a cloud that knows how (<c>line</c>, true), in place of a request for each batch: fewer bytes, and the cloud can ask the kit. Needs https.</summary>
    public bool KeepsLine { get; }

    /// <summary>Requests under way at once (1 to 16; 4): on a link of 256 kbit/s and 600 ms that keeps it full with small batches.</summary>
    public int InFlight { get; }

    /// <summary>The reader of the feed whose cursor confirms orders (<c>cloud</c>).</summary>
    public string Consumer { get; }

    /// <summary>How long one request may take (1 s to 10 min; 30 s).</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether the kit tells the cloud how it is (<c>telemetry</c>, true).</summary>
    public bool SendsTelemetry { get; }

    /// <summary>How often (1 min to 1 h; 5 min), while nothing else wants the link.</summary>
    public TimeSpan TelemetryEvery { get; }

    /// <summary>Bytes that the SIM has in a month (<c>dataCap</c>, such as 5GB; 0 for no cap).</summary>
    public long DataCap { get; }

    /// <summary>The day of the month on which they begin anew (<c>dataDay</c>, 1 to 28; 1).</summary>
    public int DataDay { get; }

    /// <summary>The modem's network interface (<c>interface</c>, such as wwan0); needed with a cap.</summary>
    public string? Interface { get; }

    /// <summary>How long to wait before asking the cloud how far it is, when nothing is queued (1 s to 1 h; 1 min).</summary>
    public TimeSpan SweepEvery { get; }

    /// <summary>The longest wait between tries while the cloud is not reached (1 s to 1 h; 15 s).</summary>
    public TimeSpan RetryAtMost { get; }

    /// <summary>The authority that the cloud's certificate must come from, in place of the system's.</summary>
    public string? CaFile { get; }

    /// <summary>Where the kit's token is; without the key, the credential <c>uplink-token</c> that systemd gives the service (systemd.exec(5), LoadCredential).</summary>
    public string? TokenFile { get; }

    /// <summary>Reads the section.</summary>
    public static UplinkOptions Read(SettingsSection section) => new(section);

    private static bool IsName(string name) => name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
