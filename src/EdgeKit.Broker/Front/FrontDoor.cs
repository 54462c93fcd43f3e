using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.WebSockets;
using EdgeKit.Broker.Serving;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Server;

namespace EdgeKit.Broker.Front;

/// <summary>Hands connections over to the server, wherever they come from: bounded in number, and with the gate before each.</summary>
internal sealed class FrontDoor(ClientDoor door, ConnectionLimit limit, BrokerOptions options, BrokerMetrics metrics, TimeProvider time) : IMqttServerAdapter
{
    private IMqttNetLogger _logger = MqttNetNullLogger.Instance;

    /// <inheritdoc />
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <inheritdoc />
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        _logger = logger;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync() => Task.CompletedTask;

    /// <summary>Makes room for a connection.</summary>
    /// <returns>Its place, to be disposed when it ends; null if there is none.</returns>
    public IDisposable? Enter(IPAddress remote)
    {
        var place = ClientHandler is null ? null : limit.Take(remote);
        if (place is null)
        {
            metrics.Refused(ClientHandler is null ? "stopping" : "connections");
        }

        return place;
    }

    /// <summary>Serves one connection, which has its place, until it ends.</summary>
    /// <param name="stream">Its bytes; closed in the end.</param>
    /// <param name="connection">What is known of it.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each of them owns the one inside it.")]
    public async Task ServeAsync(Stream stream, FrontConnection connection)
    {
        if (ClientHandler is not { } serve)
        {
            return;
        }

        try
        {
            var budget = new PacketBudget(options.Rate, time);
            var channel = new FrontChannel(stream, connection, new PacketGate(options.LargestPacket, options.LargestPacket), budget, metrics, time);
            var adapter = new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(1024, 16 * 1024)), _logger)
            {
                // Header and payload in one segment: what is sent in two waits for the acknowledgement of the first.
                AllowPacketFragmentation = false,
            };
            using var packets = new FrontPackets(adapter, connection, door, budget, options, time);
            await serve(packets);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or MqttCommunicationException or MqttProtocolViolationException or WebSocketException)
        {
            // The other end is gone, or was shown out.
            metrics.Broken();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
