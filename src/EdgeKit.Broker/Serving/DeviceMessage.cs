using System.Buffers;
using EdgeKit.Kernel.Access;
using MQTTnet.Packets;

namespace EdgeKit.Broker.Serving;

/// <summary>Something that a device says, and may say.</summary>
/// <param name="From">Who says it.</param>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
/// <param name="IsCertain">Whether it is sent until it is acknowledged (QoS 1 or 2).</param>
/// <param name="IsRetained">Whether it came with the wish to be kept.</param>
/// <param name="ResponseTopic">Where it wants to be answered; null for the usual place.</param>
/// <param name="Correlation">What it wants to know the answer by.</param>
/// <param name="Properties">Its user properties.</param>
internal sealed record DeviceMessage(
    Caller From,
    string Topic,
    ReadOnlySequence<byte> Payload,
    bool IsCertain,
    bool IsRetained,
    string? ResponseTopic,
    byte[]? Correlation,
    IReadOnlyList<MqttUserProperty> Properties)
{
    /// <summary>The value of a user property; null if there is none, or several.</summary>
    public string? Property(string name) =>
        Properties.Where(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)).Select(static property => property.ReadValueAsString()).ToList() is [var one] ? one : null;
}
