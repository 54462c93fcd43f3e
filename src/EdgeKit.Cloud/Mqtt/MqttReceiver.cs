using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Uplink.Line;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeKit.Cloud.Mqtt;

/// <summary>
/// Meets kits on a broker: hears the partitions that are this receiver's, takes every kit's messages in their order, and answers each. What
/// is lost with the broker the kits send again, so it keeps no session there.
/// </summary>
internal sealed partial class MqttReceiver(BrokerOptions options, KitMail mail, IStore store, TimeProvider time, StoreFailure failure, ILogger<MqttReceiver> logger)
    : IHostedService, IDisposable
{
    private const int Desks = 8;
    private const int MostWaiting = 64;
    private const int FiltersAtOnce = 16;

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = logger;
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_ending.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _ending.Dispose();

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is MqttCommunicationException or MqttProtocolViolationException or IOException)
            {
                LogLost(options.Broker, exception.Message);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(options.Broker, "it did not answer in time");
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StoreException exception)
            {
                failure.End(exception);
                return;
            }

            await Task.Delay(TryAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "All that use the client are awaited before it goes.")]
    private async Task ReceiveAsync(CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var client = new MqttClientFactory().CreateMqttClient();
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var desks = Enumerable.Range(0, Desks).Select(static _ => Channel.CreateBounded<(string Kit, byte[] Payload)>(MostWaiting)).ToList();
        client.DisconnectedAsync += gone =>
        {
            lost.TrySetResult($"{gone.Reason} {gone.ReasonString}".Trim());
            return Task.CompletedTask;
        };

        // A full desk keeps the broker waiting: it is told of no more than fits.
        client.ApplicationMessageReceivedAsync += async received =>
        {
            if (UplinkTopics.KitOf(received.ApplicationMessage.Topic) is { } kit)
            {
                await desks[UplinkTopics.PartitionOf(kit) % Desks].Writer.WriteAsync((kit, received.ApplicationMessage.Payload.ToArray()), over.Token);
            }
        };
        await ConnectAsync(client, stoppingToken);
        List<Task> working = [ShareAsync(client, over.Token), .. desks.Select(desk => WorkAsync(desk.Reader, client, over.Token))];
        try
        {
            var first = await Task.WhenAny([lost.Task, Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken), .. working]);
            if (first == lost.Task)
            {
                throw new IOException(await lost.Task);
            }

            await first;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Broker.Host, options.Port)
            .WithClientId($"edgekit-cloud-{Guid.CreateVersion7(time.GetUtcNow()):N}")
            .WithCleanStart()
            .WithSessionExpiryInterval(0)
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithReceiveMaximum(Desks * MostWaiting)
            .WithMaximumPacketSize(LineFrames.MostBytes);
        if (options.User is { } user)
        {
            builder = builder.WithCredentials(user, options.PasswordFile is { } file ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : "");
        }

        var result = await client.ConnectAsync((options.IsSecure ? builder.WithTlsOptions(Secure) : builder).Build(), cancellationToken);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException($"the broker does not let the cloud in: {result.ResultCode} {result.ReasonString}");
        }
    }

    /// <summary>Hears the partitions of this receiver, which change as others come and go.</summary>
    private async Task ShareAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        if (options.Partitions is { } told)
        {
            await HearAsync(client, told, cancellationToken);
            LogShare(told.Count, options.Broker);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        var share = new PartitionShare(options.Name, time);
        IReadOnlySet<int> heard = new HashSet<int>();
        try
        {
            while (true)
            {
                var mine = await BeatAsync(share, cancellationToken) ?? heard;
                if (!mine.SetEquals(heard))
                {
                    await HearAsync(client, mine.Except(heard), cancellationToken);
                    await LeaveAsync(client, heard.Except(mine), cancellationToken);
                    LogShare(mine.Count, options.Broker);
                    heard = mine;
                }

                await Task.Delay(PartitionShare.Beat, time, cancellationToken);
            }
        }
        finally
        {
            await SayThatItGoesAsync();
        }
    }

    /// <summary>Counts up, and looks who does.</summary>
    /// <returns>The partitions of this receiver; null where the store cannot be used now, and everything stays as it is.</returns>
    private async Task<IReadOnlySet<int>?> BeatAsync(PartitionShare share, CancellationToken cancellationToken)
    {
        try
        {
            var gone = share.Silent;
            var receivers = await store.WriteAsync(session => ReceiverTable.BeatAsync(session, options.Name, gone), cancellationToken);
            foreach (var (name, _) in gone)
            {
                LogGone(name);
            }

            return share.Of(receivers);
        }
        catch (StoreException exception) when (exception.Fault != StoreFault.Failed)
        {
            LogNoBeat(exception.Message);
            return null;
        }
    }

    /// <summary>The others take over without having to find out.</summary>
    private async Task SayThatItGoesAsync()
    {
        try
        {
            await store.WriteAsync(session => ReceiverTable.LeaveAsync(session, options.Name), CancellationToken.None);
        }
        catch (StoreException exception)
        {
            LogNoBeat(exception.Message);
        }
    }

    private static async Task HearAsync(IMqttClient client, IEnumerable<int> partitions, CancellationToken cancellationToken)
    {
        // Some at a time: a broker may take packets of 1 KB only.
        foreach (var some in partitions.Order().Chunk(FiltersAtOnce))
        {
            var topics = some.Aggregate(
                new MqttClientSubscribeOptionsBuilder(),
                static (topics, partition) => topics.WithTopicFilter(UplinkTopics.UpOfAll(partition), MqttQualityOfServiceLevel.AtLeastOnce));
            var subscribed = await client.SubscribeAsync(topics.Build(), cancellationToken);
            if (subscribed.Items.FirstOrDefault(static item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            {
                throw new IOException($"the broker does not let the cloud hear {refused.TopicFilter.Topic}: {refused.ResultCode}");
            }
        }
    }

    private static async Task LeaveAsync(IMqttClient client, IEnumerable<int> partitions, CancellationToken cancellationToken)
    {
        foreach (var some in partitions.Order().Chunk(FiltersAtOnce))
        {
            var topics = some.Aggregate(new MqttClientUnsubscribeOptionsBuilder(), static (topics, partition) => topics.WithTopicFilter(UplinkTopics.UpOfAll(partition)));
            await client.UnsubscribeAsync(topics.Build(), cancellationToken);
        }
    }

    private void Secure(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(options.Broker.Host).WithRevocationMode(X509RevocationMode.NoCheck);
        if (options.Authority is { } authority)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authority);
            tls.WithTrustChain(trusted);
        }
    }

    private async Task WorkAsync(ChannelReader<(string Kit, byte[] Payload)> desk, IMqttClient client, CancellationToken cancellationToken)
    {
        await foreach (var (kit, payload) in desk.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (await mail.AnswerAsync(kit, payload, cancellationToken) is { } answer)
                {
                    // The kit sends again what it hears nothing of, so a lost answer costs it a while and no record.
                    await client.PublishAsync(
                        new MqttApplicationMessageBuilder().WithTopic(UplinkTopics.Down(kit)).WithPayload(answer.Write().ToArray()).Build(), cancellationToken);
                }
            }
            catch (StoreException exception) when (exception.Fault != StoreFault.Failed)
            {
                LogStore(kit, exception.Message);
            }
        }
    }

    [LoggerMessage(20050, LogLevel.Information, "Receives {Count} of 64 groups of kits at {Broker}")]
    private partial void LogShare(int count, Uri broker);

    [LoggerMessage(20021, LogLevel.Warning, "The other receivers do not hear of this one: {Why}")]
    private partial void LogNoBeat(string why);

    [LoggerMessage(20053, LogLevel.Warning, "The receiver {Name} is gone, its kits come to the others")]
    private partial void LogGone(string name);

    [LoggerMessage(20051, LogLevel.Warning, "The broker {Broker} is lost, kits wait: {Why}")]
    private partial void LogLost(Uri broker, string why);

    [LoggerMessage(20052, LogLevel.Warning, "A message of {Kit} was not taken, it sends it again: {Why}")]
    private partial void LogStore(string kit, string why);
}
