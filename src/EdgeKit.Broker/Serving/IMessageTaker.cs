namespace EdgeKit.Broker.Serving;

/// <summary>Does something with what devices say on some topics. A message is acknowledged once it returned.</summary>
internal interface IMessageTaker
{
    /// <summary>Whether messages on this topic are its own.</summary>
    bool Takes(string topic);

    /// <summary>Does it. What fails is answered, never thrown.</summary>
    ValueTask<Taking> TakeAsync(DeviceMessage message, CancellationToken cancellationToken);
}
