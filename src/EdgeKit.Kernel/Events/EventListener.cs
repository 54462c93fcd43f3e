using System.Threading.Channels;

namespace EdgeKit.Kernel.Events;

/// <summary>One page that listens, until disposed.</summary>
public sealed class EventListener : IDisposable
{
    private readonly EventStream _stream;
    private readonly Channel<KitEvent> _channel;

    internal EventListener(EventStream stream, Channel<KitEvent> channel) => (_stream, _channel) = (stream, channel);

    /// <summary>What is said; ends when the listener fell too far behind.</summary>
    public ChannelReader<KitEvent> Events => _channel.Reader;

    /// <inheritdoc />
    public void Dispose() => _stream.Leave(_channel);
}
