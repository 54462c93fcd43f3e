using System.Net;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Broker.Serving;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Front;

/// <summary>
/// The packets of one connection: decides on its CONNECT, says the kit's bounds in the answer, and keeps to the other end's: how many
/// messages may be unacknowledged and how large a packet may be.
/// </summary>
internal sealed class FrontPackets(IMqttChannelAdapter packets, FrontConnection connection, ClientDoor door, PacketBudget budget, BrokerOptions options, TimeProvider time)
    : IMqttChannelAdapter
{
    /// <summary>Unacknowledged messages of one connection, either way.</summary>
    public const ushort InFlight = 64;

    /// <summary>Topic aliases of one connection.</summary>
    public const ushort Aliases = 32;

    private const int FilterCost = 5;

    private SemaphoreSlim? _window;
    private uint _largest;
    private int _taken;

    /// <summary>What was decided on its CONNECT; null before.</summary>
    public Admission? Admission { get; private set; }

    /// <inheritdoc />
    public long BytesReceived => packets.BytesReceived;

    /// <inheritdoc />
    public long BytesSent => packets.BytesSent;

    /// <inheritdoc />
    public X509Certificate2? ClientCertificate => packets.ClientCertificate;

    /// <inheritdoc />
    public EndPoint RemoteEndPoint => packets.RemoteEndPoint;

    /// <inheritdoc />
    public EndPoint LocalEndPoint => packets.LocalEndPoint;

    /// <inheritdoc />
    public bool IsSecureConnection => packets.IsSecureConnection;

    /// <inheritdoc />
    public MqttPacketFormatterAdapter PacketFormatterAdapter => packets.PacketFormatterAdapter;

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => packets.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => packets.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    public void ResetStatistics() => packets.ResetStatistics();

    /// <inheritdoc />
    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await packets.ReceivePacketAsync(cancellationToken);
        switch (packet)
        {
            case MqttConnectPacket connect:
                return Connect(connect) ? connect : null;
            case MqttSubscribePacket subscribe when subscribe.TopicFilters.Count > options.Subscriptions:
                throw new MqttProtocolViolationException("It subscribes to more than it may.");
            case MqttSubscribePacket subscribe:
                // All that is retained is held against each filter.
                await Task.Delay(budget.Take(FilterCost * subscribe.TopicFilters.Count), time, cancellationToken);
                return subscribe;
            case MqttPublishPacket { TopicAlias: > Aliases }:
                throw new MqttProtocolViolationException("It uses more topic aliases than it was told.");
            case MqttPubAckPacket or MqttPubCompPacket or MqttPubRecPacket { ReasonCode: >= MqttPubRecReasonCode.UnspecifiedError }:
                Acknowledged();
                return packet;
            default:
                return packet;
        }
    }

    /// <inheritdoc />
    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        switch (packet)
        {
            case MqttConnAckPacket answer:
                SayBounds(answer);
                break;
            case MqttPublishPacket message when _largest > 0 && SizeOf(message) > _largest:
                // As if it had been sent (MQTT 5.0, section 3.1.2.11.4).
                return;
            case MqttPublishPacket { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce }:
                if (!await _window!.WaitAsync(FrontChannel.PacketWithin, cancellationToken))
                {
                    // It takes messages and acknowledges none.
                    connection.End();
                    throw new MqttCommunicationTimedOutException();
                }

                Interlocked.Increment(ref _taken);
                break;
        }

        await packets.SendPacketAsync(packet, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        packets.Dispose();
        _window?.Dispose();
    }

    // More than the packet's fixed parts ever take.
    private static long SizeOf(MqttPublishPacket message) =>
        message.Payload.Length + (4 * (message.Topic.Length + (message.ContentType?.Length ?? 0) + (message.ResponseTopic?.Length ?? 0))) + (message.CorrelationData?.Length ?? 0) + 64;

    private bool Connect(MqttConnectPacket connect)
    {
        Admission = door.Decide(connect, connection);
        if (Admission is Admission.Ignored)
        {
            return false;
        }

        if (Admission is Admission.LetIn letIn)
        {
            connection.Client = letIn.Client;
            connection.Patience = connect.KeepAlivePeriod == 0 ? null : TimeSpan.FromSeconds(connect.KeepAlivePeriod * 1.5);
            connect.ClientId = letIn.Client.Id;
            connect.SessionExpiryInterval = (uint)Math.Min(connect.SessionExpiryInterval, options.KeepSessions.TotalSeconds);
            _largest = connect.MaximumPacketSize;
            _window = new SemaphoreSlim(connect.ReceiveMaximum is 0 ? InFlight : Math.Min(connect.ReceiveMaximum, InFlight));
        }

        // The channel watches over it, by a clock that does not jump.
        connect.KeepAlivePeriod = 0;
        return true;
    }

    private void SayBounds(MqttConnAckPacket answer)
    {
        answer.MaximumPacketSize = (uint)options.LargestPacket;
        answer.ReceiveMaximum = InFlight;
        answer.TopicAliasMaximum = Aliases;
        if (Admission is Admission.LetIn { Assigned: { } assigned })
        {
            answer.AssignedClientIdentifier = assigned;
        }
    }

    private void Acknowledged()
    {
        // Only for what was sent: an acknowledgement of nothing opens nothing.
        if (Interlocked.Decrement(ref _taken) >= 0)
        {
            _window!.Release();
        }
        else
        {
            Interlocked.Increment(ref _taken);
        }
    }
}
