using System.Globalization;
using EdgeKit.Cloud.Commands;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Cloud.Mqtt;

/// <summary>The broker where kits are met, and which of them this receiver takes: its share among all that have the same store, or those that it was told.</summary>
/// <param name="Broker"><c>mqtt://</c> (port 1883) or <c>mqtts://</c> (8883).</param>
/// <param name="User">The user name; null for none.</param>
/// <param name="PasswordFile">Where the password is; null for none.</param>
/// <param name="Authority">The authority that the broker's certificate must come from, as PEM, in place of the system's.</param>
/// <param name="Partitions">The partitions of this receiver; null for its share.</param>
/// <param name="Name">By which the receivers of one store know each other.</param>
internal sealed record BrokerOptions(Uri Broker, string? User, string? PasswordFile, string? Authority, IReadOnlySet<int>? Partitions, string Name)
{
    /// <summary>Whether to speak TLS.</summary>
    public bool IsSecure => Broker.Scheme == "mqtts";

    /// <summary>Its port.</summary>
    public int Port => Broker.Port > 0 ? Broker.Port : IsSecure ? 8883 : 1883;

    /// <summary>Reads what <c>run</c> was told; null where it was told of no broker.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static BrokerOptions? Parse(string? broker, string? user, string? passwordFile, string? authority, string? partitions, string name)
    {
        if (broker is null)
        {
            return null;
        }

        if (!Uri.TryCreate(broker, UriKind.Absolute, out var address) || address.Scheme is not ("mqtt" or "mqtts"))
        {
            throw new UsageException($"--mqtt is mqtt://HOST or mqtts://HOST, and not '{broker}'.");
        }

        return new BrokerOptions(address, user, passwordFile, authority, partitions is null ? null : Range(partitions), name);
    }

    private static HashSet<int> Range(string text) =>
        text.Split('-') is [var first, var last] && Number(first) is { } from && Number(last) is { } to && from <= to
            ? [.. Enumerable.Range(from, to - from + 1)]
            : throw new UsageException($"--mqtt-partitions is a range from 0 to {UplinkTopics.Partitions - 1} such as 0-31, and not '{text}'.");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < UplinkTopics.Partitions ? number : null;
}
