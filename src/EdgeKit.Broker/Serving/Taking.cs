using MQTTnet.Protocol;

namespace EdgeKit.Broker.Serving;

/// <summary>What came of a device's message.</summary>
/// <param name="Reason">What the device is told, where the protocol can: in 3.1.1 it cannot.</param>
/// <param name="Why">The same in words; null for nothing.</param>
/// <param name="IsPassedOn">Whether others hear the message.</param>
internal sealed record Taking(MqttPubAckReasonCode Reason, string? Why, bool IsPassedOn)
{
    /// <summary>What the kit says to it, before the message is acknowledged.</summary>
    public IReadOnlyList<StallMessage> Answers { get; init; } = [];

    /// <summary>It was done, and is nobody else's.</summary>
    public static Taking Done { get; } = new(MqttPubAckReasonCode.Success, null, IsPassedOn: false);

    /// <summary>Others hear it too.</summary>
    public static Taking PassedOn { get; } = new(MqttPubAckReasonCode.Success, null, IsPassedOn: true);

    /// <summary>It was not done.</summary>
    public static Taking Refused(MqttPubAckReasonCode reason, string why) => new(reason, why, IsPassedOn: false);
}
