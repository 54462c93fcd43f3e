using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Broker.Topics;

/// <summary>The names of the kit's topics. Its id stands before them, so that several kits may be bridged into one broker.</summary>
internal sealed class KitTopics(KitOptions kit)
{
    /// <summary>The folder of a program on the kit itself, which is no device.</summary>
    public const string ThisMachine = "this-machine";

    /// <summary>The folder of everybody where everything is open to everyone.</summary>
    public const string Anyone = "anyone";

    /// <summary>Where Home Assistant says whether it is there.</summary>
    public const string HomeAssistantStatus = "homeassistant/status";

    private readonly string _root = $"edgekit/{kit.Id}";

    public string Power => $"{_root}/power";

    public string Uplink => $"{_root}/uplink";

    public string Live => $"{_root}/live";

    public string Queue => $"{_root}/queue";

    /// <summary><c>online</c> or <c>offline</c>.</summary>
    public string Status => StatusOf(kit.Id);

    public string Orders => $"{_root}/orders";

    public string Stock(string sku) => $"{_root}/stock/{sku}";

    public string Sensor(string id) => $"{_root}/sensors/{id}";

    /// <summary>All devices' folders.</summary>
    public string Devices => $"{_root}/devices";

    /// <summary>Where a device is at home.</summary>
    public string Device(string device) => $"{Devices}/{device}";

    /// <summary>Where a device orders.</summary>
    public string OrdersOf(string device) => $"{Device(device)}/orders";

    /// <summary>Where it is answered.</summary>
    public string AnswersTo(string device) => $"{Device(device)}/answers";

    /// <summary>Where a kit says whether it is there.</summary>
    public static string StatusOf(string kit) => $"edgekit/{kit}/status";

    /// <summary>The name of a caller's folder.</summary>
    public static string FolderOf(Caller caller) => caller.Device ?? (caller.IsThisMachine ? ThisMachine : Anyone);

    /// <summary>Whose folder a topic is in; null for none's.</summary>
    public string? DeviceOf(string topic)
    {
        var prefix = Devices + "/";
        if (!topic.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = topic.AsSpan(prefix.Length);
        var end = rest.IndexOf('/');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
