using System.Buffers;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Serving;

/// <summary>What the kit says, as MQTTnet takes it, whichever broker it goes to.</summary>
internal static class MqttMessages
{
    /// <summary>The message of MQTTnet.</summary>
    public static MqttApplicationMessage Of(StallMessage message) => new()
    {
        Topic = message.Topic,
        Payload = new ReadOnlySequence<byte>(message.Payload),
        ContentType = message.ContentType,
        PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData,
        Retain = message.IsRetained,
        QualityOfServiceLevel = message.IsCertain ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        CorrelationData = message.Correlation,
    };
}
