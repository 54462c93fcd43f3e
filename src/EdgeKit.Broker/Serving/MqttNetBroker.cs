using System.Buffers;
using EdgeKit.Broker.Front;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Signals;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace EdgeKit.Broker.Serving;

/// <summary>The broker in this process. The server behind it knows topics and sessions; who may do what is decided here, before anything is done.</summary>
internal sealed class MqttNetBroker : IStallBroker, IDisposable
{
    private readonly BrokerOptions _options;
    private readonly BrokerClients _clients;
    private readonly KeptMessages _kept;
    private readonly IReadOnlyList<IMessageTaker> _takers;
    private readonly ITokenDoor _door;
    private readonly TcpFront _tcp;
    private readonly BrokerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly MqttServer _server;
    private readonly Signal<bool> _serving = new(false);

    public MqttNetBroker(
        BrokerOptions options,
        BrokerClients clients,
        KeptMessages kept,
        IEnumerable<IMessageTaker> takers,
        ITokenDoor door,
        FrontDoor front,
        TcpFront tcp,
        BrokerMetrics metrics,
        TimeProvider time,
        ServerLog log)
    {
        (_options, _clients, _kept, _takers, _door, _tcp, _metrics, _time) = (options, clients, kept, [.. takers], door, tcp, metrics, time);
        var settings = new MqttServerOptions { EnablePersistentSessions = true, MaxPendingMessagesPerClient = options.Queue };

        // Who is silent is found by the front, whose clock does not jump.
        settings.KeepAliveOptions.MonitorInterval = TimeSpan.FromDays(1);
        _server = new MqttServer(settings, [front], log);
        _server.LoadingRetainedMessageAsync += LoadAsync;
        _server.ValidatingConnectionAsync += AdmitAsync;
        _server.ClientDisconnectedAsync += LeaveAsync;
        _server.SessionDeletedAsync += ForgetAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.ClientUnsubscribedTopicAsync += UnsubscribeAsync;
        _server.InterceptingPublishAsync += TakeAsync;
        _server.InterceptingClientEnqueueAsync += DeliverAsync;
        _server.QueuedApplicationMessageOverwrittenAsync += DropAsync;
    }

    /// <inheritdoc />
    public int Clients => _clients.Here;

    /// <inheritdoc />
    public ISignal<bool> Serving => _serving;

    /// <summary>Once: it ends with the process.</summary>
    public long Beginnings { get; private set; }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_server.IsStarted)
        {
            await _server.StartAsync();
        }

        // Whoever has not the port yet comes by WebSocket.
        Beginnings = 1;
        _serving.Set(true);
        _tcp.Start();
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _serving.Set(false);
        await _tcp.StopAsync();
        await _server.StopAsync(new MqttServerStopOptions());
        await _kept.WriteAsync(isLast: true, cancellationToken);
    }

    /// <inheritdoc />
    public async Task PublishAsync(StallMessage message, CancellationToken cancellationToken)
    {
        _metrics.Told();
        await _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(MqttMessages.Of(message)), cancellationToken);
    }

    /// <inheritdoc />
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var client in _clients.All)
        {
            if (client.IsBehind || client.IsOver(_time) || (client.Caller.Device is { } device && !_door.IsIn(device)))
            {
                await EndAsync(client.Id);
            }
        }

        foreach (var device in _kept.Devices.Where(device => device is not KitTopics.ThisMachine and not KitTopics.Anyone && !_door.IsIn(device)))
        {
            foreach (var topic in _kept.Forget(device))
            {
                await PublishAsync(new StallMessage(topic, default, null, IsRetained: true), cancellationToken);
            }
        }

        await _kept.WriteAsync(isLast: false, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _tcp.Dispose();
        _server.Dispose();
    }

    private async Task LoadAsync(LoadingRetainedMessagesEventArgs loading) => loading.LoadedRetainedMessages =
    [
        .. (await _kept.LoadAsync(CancellationToken.None)).Select(static message => new MqttApplicationMessage
        {
            Topic = message.Topic,
            Payload = new ReadOnlySequence<byte>(message.Payload),
            ContentType = message.ContentType,
            Retain = true,
        }),
    ];

    private Task AdmitAsync(ValidatingConnectionEventArgs connecting)
    {
        switch ((connecting.ChannelAdapter as FrontPackets)?.Admission)
        {
            case Admission.LetIn(var client, _):
                _clients.Enter(client, connecting.CleanSession ?? true);
                break;
            case Admission.Refused(var reason, var why):
                _metrics.Refused("notAuthorized");
                (connecting.ReasonCode, connecting.ReasonString) = (reason, why);
                break;
            default:
                connecting.ReasonCode = MqttConnectReasonCode.NotAuthorized;
                break;
        }

        return Task.CompletedTask;
    }

    private Task LeaveAsync(ClientDisconnectedEventArgs gone)
    {
        if (gone.DisconnectType is not MqttClientDisconnectType.Takeover)
        {
            _clients.Leave(gone.ClientId, gone.RemoteEndPoint);
        }

        return Task.CompletedTask;
    }

    private Task ForgetAsync(SessionDeletedEventArgs deleted)
    {
        _clients.Forget(deleted.Id);
        return Task.CompletedTask;
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs subscribing)
    {
        var filter = subscribing.TopicFilter.Topic ?? "";
        if (_clients.Find(subscribing.ClientId) is not { } client)
        {
            // Its session ended under it: it comes anew.
            (subscribing.ProcessSubscription, subscribing.CloseConnection) = (false, true);
            return Task.CompletedTask;
        }

        var reason = filter.StartsWith("$share/", StringComparison.Ordinal) ? MqttSubscribeReasonCode.SharedSubscriptionsNotSupported
            : !TopicFilters.IsFilter(filter) ? MqttSubscribeReasonCode.TopicFilterInvalid
            : !client.Rights.MaySubscribe(filter) ? MqttSubscribeReasonCode.NotAuthorized
            : !client.TrySubscribe(filter, _options.Subscriptions) ? MqttSubscribeReasonCode.QuotaExceeded
            : (MqttSubscribeReasonCode?)null;
        if (reason is { } refused)
        {
            // 3.1.1 knows no reasons.
            _metrics.Denied("subscription");
            subscribing.ProcessSubscription = false;
            subscribing.Response.ReasonCode = refused;
        }

        return Task.CompletedTask;
    }

    private Task UnsubscribeAsync(ClientUnsubscribedTopicEventArgs unsubscribed)
    {
        _clients.Find(unsubscribed.ClientId)?.Unsubscribe(unsubscribed.TopicFilter);
        return Task.CompletedTask;
    }

    private async Task TakeAsync(InterceptingPublishEventArgs publishing)
    {
        if (publishing.ClientId.Length == 0)
        {
            // The kit itself.
            return;
        }

        if (_clients.Find(publishing.ClientId) is not { } client)
        {
            (publishing.ProcessPublish, publishing.CloseConnection) = (false, true);
            return;
        }

        var taking = await TakeAsync(client, publishing.ApplicationMessage, publishing.CancellationToken);
        if (taking.Reason is MqttPubAckReasonCode.Success)
        {
            _metrics.Received();
        }
        else
        {
            _metrics.Denied("message");
        }

        foreach (var answer in taking.Answers)
        {
            await PublishAsync(answer, CancellationToken.None);
        }

        publishing.ProcessPublish = taking.IsPassedOn;
        publishing.Response.ReasonCode = taking.Reason;
        publishing.Response.ReasonString = taking.Why;
    }

    private async ValueTask<Taking> TakeAsync(BrokerClient client, MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        if (!TopicFilters.IsTopic(message.Topic ?? ""))
        {
            return Taking.Refused(MqttPubAckReasonCode.TopicNameInvalid, "Nothing can be published on such a topic.");
        }

        if (!client.Rights.MayPublish(message.Topic!))
        {
            return Taking.Refused(MqttPubAckReasonCode.NotAuthorized, $"It may not publish on {message.Topic}.");
        }

        if (_takers.FirstOrDefault(taker => taker.Takes(message.Topic!)) is { } own)
        {
            return await own.TakeAsync(
                new DeviceMessage(
                    client.Caller,
                    message.Topic!,
                    message.Payload,
                    message.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce,
                    message.Retain,
                    message.ResponseTopic,
                    message.CorrelationData,
                    message.UserProperties ?? []),
                cancellationToken);
        }

        return message.Retain && !_kept.TryKeep(message.Topic!, message.Payload, message.ContentType, out var why)
            ? Taking.Refused(MqttPubAckReasonCode.QuotaExceeded, why!)
            : Taking.PassedOn;
    }

    private Task DeliverAsync(InterceptingClientApplicationMessageEnqueueEventArgs delivering)
    {
        var message = delivering.ApplicationMessage;
        var client = _clients.Find(delivering.ReceiverClientId);
        delivering.AcceptEnqueue = client is { IsBehind: false } && client.Rights.MayRead(message.Topic);
        if (delivering.AcceptEnqueue && !client!.TryWait(_options.Queue, message.Payload.Length))
        {
            _metrics.Dropped();
            delivering.AcceptEnqueue = false;
        }

        return Task.CompletedTask;
    }

    private Task DropAsync(QueueMessageOverwrittenEventArgs dropped)
    {
        _metrics.Dropped();
        if (dropped.Packet is MQTTnet.Packets.MqttPublishPacket { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce })
        {
            // What was promised until acknowledged is not dropped in silence: the client comes anew and knows that it missed something.
            _clients.Find(dropped.ReceiverClientId)?.FallBehind();
        }

        return Task.CompletedTask;
    }

    private async Task EndAsync(string id)
    {
        if (_clients.Find(id) is not { } client)
        {
            return;
        }

        if (client.IsHere && (await _server.GetClientsAsync()).FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is { } connected)
        {
            await connected.DisconnectAsync(new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.AdministrativeAction });
        }

        if ((await _server.GetSessionsAsync()).FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is { } session)
        {
            await session.DeleteAsync();
        }

        _clients.Forget(id);
    }
}
