using System.Buffers;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;

namespace EdgeKit.Broker.HomeAssistant;

/// <summary>Hears that Home Assistant is there, and wants to be told anew.</summary>
internal sealed class HomeStatusTaker(HomeBell bell) : IMessageTaker
{
    /// <inheritdoc />
    public bool Takes(string topic) => string.Equals(topic, KitTopics.HomeAssistantStatus, StringComparison.Ordinal);

    /// <inheritdoc />
    public ValueTask<Taking> TakeAsync(DeviceMessage message, CancellationToken cancellationToken)
    {
        if (message.Payload.ToArray().AsSpan().SequenceEqual("online"u8))
        {
            bell.Ring();
        }

        return ValueTask.FromResult(Taking.PassedOn);
    }
}
