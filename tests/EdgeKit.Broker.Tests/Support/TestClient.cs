using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A client as devices use it, and what it heard.</summary>
internal sealed class TestClient
{
    private readonly Channel<MqttApplicationMessage> _heard = Channel.CreateUnbounded<MqttApplicationMessage>();
    private readonly IMqttClient _client;

    private TestClient(IMqttClient client)
    {
        _client = client;
        client.ApplicationMessageReceivedAsync += received =>
        {
            _heard.Writer.TryWrite(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += gone =>
        {
            Gone.TrySetResult(gone.ReasonString ?? $"{gone.Reason}");
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the connection ends.</summary>
    public TaskCompletionSource<string> Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How the kit answered CONNECT.</summary>
    public MqttClientConnectResult Connected { get; private set; } = null!;

    public static async Task<TestClient> ConnectAsync(IMqttClient client, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var test = new TestClient(client);
        test.Connected = await client.ConnectAsync(options, cancellationToken);
        return test;
    }

    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string filter, CancellationToken cancellationToken, MqttQualityOfServiceLevel level = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        var result = await _client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, level).Build(), cancellationToken);
        return result.Items.Single().ResultCode;
    }

    /// <summary>Subscribes to several in one packet.</summary>
    public Task SubscribeAsync(IEnumerable<string> filters, CancellationToken cancellationToken)
    {
        var options = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in filters)
        {
            options.WithTopicFilter(filter);
        }

        return _client.SubscribeAsync(options.Build(), cancellationToken);
    }

    public Task<MqttClientPublishResult> PublishAsync(string topic, string payload, CancellationToken cancellationToken, Action<MqttApplicationMessageBuilder>? more = null)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        more?.Invoke(message);
        return _client.PublishAsync(message.Build(), cancellationToken);
    }

    public Task DisconnectAsync(CancellationToken cancellationToken) => _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);

    /// <summary>The next message.</summary>
    public async Task<MqttApplicationMessage> HearAsync(CancellationToken cancellationToken) => await _heard.Reader.ReadAsync(cancellationToken);

    /// <summary>The next message's topic and text.</summary>
    public async Task<(string Topic, string Text)> HearTextAsync(CancellationToken cancellationToken)
    {
        var message = await HearAsync(cancellationToken);
        return (message.Topic, Encoding.UTF8.GetString(message.Payload));
    }
}
