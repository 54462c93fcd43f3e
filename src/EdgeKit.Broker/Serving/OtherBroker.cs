using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Signals;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Serving;

/// <summary>
/// A broker of somebody else's in place of the kit's own: the kit is a client of it. Who may say what is decided there, by its access list; the kit
/// looks once more at what it acts on. What it is sent is acknowledged once it is done, so that the broker keeps it while the kit is away.
/// </summary>
internal sealed partial class OtherBroker : IStallBroker, IDisposable
{
    private const uint KeepForSeconds = 7 * 24 * 3600;

    private readonly OtherBrokerOptions _other;
    private readonly BrokerOptions _options;
    private readonly KitOptions _kit;
    private readonly KitTopics _topics;
    private readonly TopicRules _rules;
    private readonly IReadOnlyList<IMessageTaker> _takers;
    private readonly ITokenDoor _door;
    private readonly BrokerMetrics _metrics;
    private readonly ILogger _logger;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Signal<bool> _serving = new(false);
    private long _beginnings;

    public OtherBroker(
        OtherBrokerOptions other,
        BrokerOptions options,
        KitOptions kit,
        KitTopics topics,
        TopicRules rules,
        IEnumerable<IMessageTaker> takers,
        ITokenDoor door,
        BrokerMetrics metrics,
        ILogger<OtherBroker> logger)
    {
        (_other, _options, _kit, _topics, _rules, _takers, _door, _metrics, _logger) = (other, options, kit, topics, rules, [.. takers], door, metrics, logger);
        _client.ApplicationMessageReceivedAsync += TakeAsync;
        _client.DisconnectedAsync += _ =>
        {
            _serving.Set(false);
            return Task.CompletedTask;
        };
    }

    /// <inheritdoc />
    public ISignal<bool> Serving => _serving;

    /// <inheritdoc />
    public long Beginnings => Interlocked.Read(ref _beginnings);

    /// <summary>The other broker does not tell.</summary>
    public int Clients => 0;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected)
        {
            return;
        }

        try
        {
            var answer = await _client.ConnectAsync(Options(), cancellationToken);
            if (answer.ResultCode is not MqttClientConnectResultCode.Success)
            {
                throw new IOException($"{_other.Url} does not let the kit in: {answer.ResultCode} {answer.ReasonString}");
            }

            await _client.SubscribeAsync(Subscriptions(), cancellationToken);
        }
        catch (MqttCommunicationException exception)
        {
            throw new IOException($"{_other.Url} is not reached: {exception.Message}", exception);
        }

        LogConnected(_other.Url);
        Interlocked.Increment(ref _beginnings);
        _serving.Set(true);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _serving.Set(false);
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task PublishAsync(StallMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _client.PublishAsync(MqttMessages.Of(message), cancellationToken);
            _metrics.Told();
        }
        catch (MqttCommunicationException exception)
        {
            throw new IOException($"{_other.Url} is not reached: {exception.Message}", exception);
        }
    }

    /// <summary>Its clients and sessions are the other broker's.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private MqttClientOptions Options() =>
        _other.Reach(new MqttClientOptionsBuilder())
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"edgekit-{_kit.Id}")
            .WithCleanStart(false)
            .WithSessionExpiryInterval(KeepForSeconds)
            .WithWillTopic(_topics.Status)
            .WithWillPayload("offline")
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();

    private MqttClientSubscribeOptions Subscriptions()
    {
        var subscriptions = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(_topics.OrdersOf("+"), MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTopicFilter(KitTopics.HomeAssistantStatus, MqttQualityOfServiceLevel.AtLeastOnce);
        return (_options.Victron is { } victron ? subscriptions.WithTopicFilter($"N/{victron.Portal}/#") : subscriptions).Build();
    }

    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        received.AutoAcknowledge = false;
        if (CallerOf(message.Topic) is { } caller && _rules.Of(caller).MayPublish(message.Topic) && _takers.FirstOrDefault(taker => taker.Takes(message.Topic)) is { } taker)
        {
            var taking = await taker.TakeAsync(
                new DeviceMessage(
                    caller,
                    message.Topic,
                    message.Payload,
                    message.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce,
                    message.Retain,
                    message.ResponseTopic,
                    message.CorrelationData,
                    message.UserProperties ?? []),
                CancellationToken.None);
            foreach (var answer in taking.Answers)
            {
                await PublishAsync(answer, CancellationToken.None);
            }

            _metrics.Received();
        }
        else
        {
            _metrics.Denied("message");
        }

        await received.AcknowledgeAsync(CancellationToken.None);
    }

    // The other broker's access list says who publishes in whose folder; the GX device and Home Assistant have none.
    private Caller? CallerOf(string topic) =>
        _topics.DeviceOf(topic) is { } device ? _door.Find(device)
        : topic.StartsWith("N/", StringComparison.Ordinal) ? (_options.Victron is { } victron ? (victron.Device == KitTopics.ThisMachine ? Caller.ThisMachine : _door.Find(victron.Device)) : null)
        : Caller.ThisMachine;

    [LoggerMessage(12040, LogLevel.Information, "MQTT by {Url}")]
    private partial void LogConnected(Uri url);
}
