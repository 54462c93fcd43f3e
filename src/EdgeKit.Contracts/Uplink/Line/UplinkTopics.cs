using System.Globalization;
using System.Text;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>
/// Where a kit and the cloud meet on an MQTT broker: <c>edgekit/p{partition}/{kit}/up</c>, <c>…/down</c> and <c>…/presence</c>. Each receiver
/// of the cloud takes some of the 64 partitions, so that every kit's records come to one of them in their order.
/// </summary>
public static class UplinkTopics
{
    /// <summary>How many partitions there are.</summary>
    public const int Partitions = 64;

    /// <summary>What a kit's presence says while it is connected; retained.</summary>
    public const string Online = "online";

    /// <summary>What the broker says of a kit that has gone; retained.</summary>
    public const string Offline = "offline";

    /// <summary>Messages of a kit (<c>FromKit</c>).</summary>
    public static string Up(string kit) => Of(kit, "up");

    /// <summary>Messages to a kit (<c>FromCloud</c>).</summary>
    public static string Down(string kit) => Of(kit, "down");

    /// <summary>Whether a kit is connected.</summary>
    public static string Presence(string kit) => Of(kit, "presence");

    /// <summary>What a receiver of a partition subscribes to.</summary>
    public static string UpOfAll(int partition) => string.Create(CultureInfo.InvariantCulture, $"edgekit/p{partition}/+/up");

    /// <summary>The kit of an <c>up</c> topic; null for any other topic, and for one in another partition than the kit's.</summary>
    public static string? KitOf(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.Split('/') is ["edgekit", _, var kit, "up"] && topic == Up(kit) ? kit : null;
    }

    /// <summary>A kit's partition: FNV-1a of 32 bits over the id in UTF-8 (RFC 9923), modulo 64.</summary>
    public static int PartitionOf(string kit)
    {
        var hash = 2166136261u;
        foreach (var next in Encoding.UTF8.GetBytes(kit))
        {
            hash = (hash ^ next) * 16777619u;
        }

        return (int)(hash % Partitions);
    }

    private static string Of(string kit, string what) => string.Create(CultureInfo.InvariantCulture, $"edgekit/p{PartitionOf(kit)}/{kit}/{what}");
}
