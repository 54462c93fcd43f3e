using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeKit.Uplink.Mqtt;

/// <summary>
/// One connection to the broker, from its beginning to its end. Batches are published in order, no more of them at once than the broker takes,
/// under a topic alias where it knows any. That the broker has one says nothing (its PUBACK is no promise of a disk): only the cloud's own word counts.
/// </summary>
internal sealed class MqttLink : IDisposable
{
    private const int MostUnderWay = 32;
    private const int PacketOverhead = 100;

    private readonly LineHost _host;
    private readonly string _kit;
    private readonly IMqttClient _client;
    private readonly Channel<PendingBatch> _outgoing = Channel.CreateBounded<PendingBatch>(64);
    private readonly PendingBatches _pending;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<LineReply>> _asked = [];
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _credit = new(0);
    private readonly Task _running;
    private uint _mostBytes;
    private bool _hasAlias;
    private bool _aliasSaid;
    private int _questions;

    /// <summary>Begins to connect.</summary>
    /// <param name="host">What it needs of the kit.</param>
    /// <param name="kit">The kit's id.</param>
    /// <param name="options">Where the broker is.</param>
    /// <param name="client">A client that was not used yet.</param>
    public MqttLink(LineHost host, string kit, MqttClientOptions options, IMqttClient client)
    {
        (_host, _kit, _client, _pending) = (host, kit, client, new PendingBatches(host.Time));
        _client.ApplicationMessageReceivedAsync += HearAsync;
        _client.DisconnectedAsync += lost =>
        {
            _lost.TrySetResult(new HttpRequestException($"the broker closed the connection ({lost.Reason})", lost.Exception));
            return Task.CompletedTask;
        };
        _running = RunAsync(options);
    }

    /// <summary>Ends when it is connected and subscribed; with the reason where it does not come to that.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Ends with the connection, never with a fault.</summary>
    public Task Ended => _running;

    /// <summary>How many batches may be under way at once: what the broker takes without an acknowledgement.</summary>
    public int ReceiveMaximum { get; private set; } = 1;

    /// <summary>Where the cloud's feed for the kit stands, as far as it said.</summary>
    public string? Feed { get; private set; }

    /// <summary>Publishes a batch after those before it, and waits for the cloud's word.</summary>
    /// <exception cref="HttpRequestException">The connection ended before that.</exception>
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var pending = _pending.Add(batch);
        if (!_outgoing.Writer.TryWrite(pending))
        {
            pending.Failed(new HttpRequestException("the connection to the broker ended"));
        }

        return await pending.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Asks the cloud.</summary>
    public async Task<LineReply> AskAsync(string target, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _opened.Task.WaitAsync(cancellationToken);
        var id = Interlocked.Increment(ref _questions);
        var answer = _asked[id] = new TaskCompletionSource<LineReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await PublishAsync(new KitMessage { Incarnation = _host.Feed.Incarnation, Question = new LineQuestion(id, target, body) }, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>Ends it. Not after <see cref="Dispose"/>.</summary>
    public void End() => _over.Cancel();

    /// <summary>Frees what it has. Only once it has ended.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _credit.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync(MqttClientOptions options)
    {
        await Task.Yield();
        Exception why;
        try
        {
            await OpenAsync(options);
            var publishing = PublishAllAsync();
            await Task.WhenAny(publishing, _lost.Task);
            await _over.CancelAsync();
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            why = publishing.Exception?.InnerException ?? (_lost.Task.IsCompleted ? await _lost.Task : new HttpRequestException("the connection to the broker was given up"));
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttProtocolViolationException or HttpRequestException or IOException or OperationCanceledException)
        {
            why = exception is HttpRequestException ? exception : new HttpRequestException($"the broker was not reached: {exception.Message}", exception);
        }

        await EndAsync(why is HttpRequestException or NotTheCloudException ? why : new HttpRequestException(why.Message, why));
    }

    private async Task OpenAsync(MqttClientOptions options)
    {
        var result = await _client.ConnectAsync(options, _over.Token);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new HttpRequestException($"the broker does not let the kit in: {result.ResultCode} {result.ReasonString}");
        }

        // What the broker does not say is 0 here, and neither bound can be 0 (MQTT 5, 3.2.2.3.3 and 3.2.2.3.6).
        ReceiveMaximum = result.ReceiveMaximum is > 0 and < MostUnderWay and var most ? most : MostUnderWay;
        (_mostBytes, _hasAlias) = (result.MaximumPacketSize is > 0 and var bytes ? bytes : uint.MaxValue, result.TopicAliasMaximum > 0);
        var subscribed = await _client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(UplinkTopics.Down(_kit), MqttQualityOfServiceLevel.AtLeastOnce).Build(), _over.Token);
        if (subscribed.Items.Any(static item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
        {
            throw new HttpRequestException($"the broker does not let the kit hear {UplinkTopics.Down(_kit)}");
        }

        await _client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(UplinkTopics.Presence(_kit)).WithPayload(UplinkTopics.Online).WithRetainFlag().WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
            _over.Token);
        _opened.TrySetResult();
    }

    private async Task PublishAllAsync()
    {
        _credit.Release(ReceiveMaximum);
        var underWay = new Queue<Task>();
        while (await _outgoing.Reader.WaitToReadAsync(_over.Token))
        {
            while (_outgoing.Reader.TryRead(out var pending))
            {
                if (pending.Result.IsCompleted)
                {
                    continue;
                }

                var records = CompactBatch.Write(_host.Feed.Incarnation, pending.Batch.Records);
                var packed = Zstandard.IsAvailable ? Zstandard.Compress(records.Span) : null;
                var message = new KitMessage { Incarnation = _host.Feed.Incarnation, Records = packed ?? records, Length = packed is null ? 0 : records.Length };
                pending.Bytes = message.Records.Length;
                if (message.Records.Length + PacketOverhead > _mostBytes)
                {
                    pending.Became(new PushResult.TooLarge());
                    continue;
                }

                // In order: each is written before the next begins, and waits for the broker's word beside those after it.
                await _credit.WaitAsync(_over.Token);
                underWay.Enqueue(PublishAndReturnAsync(message));
                while (underWay.TryPeek(out var oldest) && oldest.IsCompleted)
                {
                    await underWay.Dequeue();
                }
            }
        }
    }

    private async Task PublishAndReturnAsync(KitMessage message)
    {
        await PublishAsync(message, _over.Token);
        _credit.Release();
    }

    private async Task PublishAsync(KitMessage message, CancellationToken cancellationToken)
    {
        var topic = UplinkTopics.Up(_kit);
        var publish = new MqttApplicationMessageBuilder().WithPayload(message.Write().ToArray()).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_hasAlias)
        {
            publish = publish.WithTopicAlias(1).WithTopic(_aliasSaid ? "" : topic);
            _aliasSaid = true;
        }
        else
        {
            publish = publish.WithTopic(topic);
        }

        try
        {
            var result = await _client.PublishAsync(publish.Build(), cancellationToken);
            if (!result.IsSuccess)
            {
                throw new HttpRequestException($"the broker does not take the kit's records: {result.ReasonCode} {result.ReasonString}");
            }
        }
        catch (MqttCommunicationException exception)
        {
            throw new HttpRequestException($"the broker was not reached: {exception.Message}", exception);
        }
    }

    private Task HearAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        try
        {
            Hear(CloudMessage.Read(received.ApplicationMessage.Payload.ToArray()));
        }
        catch (Exception exception) when (exception is FormatException or NotTheCloudException)
        {
            // Whoever may publish there is not the cloud: no word of this connection counts any more.
            _lost.TrySetResult(exception as NotTheCloudException ?? new NotTheCloudException($"what answered is not the cloud: {exception.Message}", exception));
        }

        return Task.CompletedTask;
    }

    private void Hear(CloudMessage message)
    {
        if (message.Incarnation != _host.Feed.Incarnation)
        {
            // To a log that this kit had before: an answer that was long on its way.
            return;
        }

        if (message.Reply is { } reply && _asked.TryGetValue(reply.Id, out var waiting))
        {
            waiting.TrySetResult(reply);
        }

        Feed = message.Feed ?? Feed;
        if (message.Ack > 0)
        {
            _host.Connection.Accept(_host.Feed.Incarnation, message.Ack);
        }

        while (_pending.TakeKnown(message.Ack) is { } landed)
        {
            landed.Became(new PushResult.Acknowledged(new PushAnswer(_host.Feed.Incarnation, message.Ack, Feed ?? "", _host.Time.GetUtcNow()), landed.Bytes));
        }

        // An answer to one of several that overtook a lost one; where the oldest is just what is expected, it is an echo of before.
        if (message.Expected > 0 && _pending.Oldest is { } first && first.Batch.First != message.Expected)
        {
            _pending.AllBecame(new PushResult.Gap(message.Expected));
        }

        if (message.Problem.Length > 0)
        {
            var problem = CloudConnection.Parse(message.Problem.Span, ContractsJson.Default.Problem);
            _pending.AllBecame(LineRefusal.Of(problem, _host.Connection).Result);
        }
    }

    private async Task EndAsync(Exception why)
    {
        await _over.CancelAsync();
        _outgoing.Writer.TryComplete();
        _opened.TrySetException(why);
        _ = _opened.Task.Exception;
        _pending.AllFailed(why);

        foreach (var waiting in _asked.Values)
        {
            waiting.TrySetException(why);
        }
    }
}
