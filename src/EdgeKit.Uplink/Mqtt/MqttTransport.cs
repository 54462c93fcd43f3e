using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Polly.Timeout;

namespace EdgeKit.Uplink.Mqtt;

/// <summary>The cloud over an MQTT 5 broker of anybody's: the same batches, the same questions, and the cloud's own word for what it has.</summary>
internal sealed class MqttTransport(UplinkOptions options, KitOptions kit, LineHost host) : ICloudTransport, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private MqttLink? _link;
    private string? _pulled;

    /// <inheritdoc />
    public string Way => "over MQTT";

    /// <inheritdoc />
    public bool SpeaksUp => false;

    /// <inheritdoc />
    public InOrderRoom? InOrder => new(Current is { Opened.IsCompletedSuccessfully: true } link ? link.ReceiveMaximum : 1, options.Batch);

    private MqttLink? Current
    {
        get
        {
            lock (_gate)
            {
                return _link;
            }
        }
    }

    /// <inheritdoc />
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await Link().PushAsync(batch, cancellationToken).WaitAsync(options.Timeout, host.Time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutRejectedException("the cloud did not answer over the broker in time", exception);
        }
    }

    /// <inheritdoc />
    public async Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = host.Time.GetTimestamp();
        while (host.Time.GetElapsedTime(started) < wait && Link() is var link && string.Equals(link.Feed, _pulled, StringComparison.Ordinal) && !link.Ended.IsCompleted)
        {
            // Its word comes with every batch; nobody keeps a question open over a broker.
            await Task.Delay(TimeSpan.FromSeconds(1), host.Time, cancellationToken);
        }

        var stood = Current?.Feed;
        var reply = await AskAsync(string.Create(CultureInfo.InvariantCulture, $"feed?since={Uri.EscapeDataString(since)}"), default, cancellationToken);
        _pulled = stood;
        return reply.Status == 200
            ? CloudConnection.Parse(reply.Body.Span, ContractsJson.Default.DownFeed)
            : throw new HttpRequestException($"the cloud answered {reply.Status}");
    }

    /// <inheritdoc />
    public Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken) =>
        SayAsync("rights", JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.RightsReport), cancellationToken);

    /// <inheritdoc />
    public Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken) =>
        SayAsync("telemetry", JsonSerializer.SerializeToUtf8Bytes(telemetry, ContractsJson.Default.KitTelemetry), cancellationToken);

    private async Task<bool> SayAsync(string target, byte[] json, CancellationToken cancellationToken) =>
        await AskAsync(target, json, cancellationToken) switch
        {
            { Status: 204 } => true,
            { Status: 404 } => false,
            { Status: 429 or 503 } busy => throw new RetryAfterException($"the cloud answered {busy.Status}", TimeSpan.FromSeconds(2)),
            var other => throw new HttpRequestException($"the cloud answered {other.Status}"),
        };

    /// <inheritdoc />
    public void Renew()
    {
        lock (_gate)
        {
            if (_link is { Ended.IsCompleted: false })
            {
                _link.End();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Renew();
        if (_link is not null)
        {
            await _link.Ended;
            _link.Dispose();
        }
    }

    private async Task<LineReply> AskAsync(string target, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return await Link().AskAsync(target, body, cancellationToken).WaitAsync(options.Timeout, host.Time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutRejectedException("the cloud did not answer over the broker in time", exception);
        }
    }

    private MqttLink Link()
    {
        lock (_gate)
        {
            if (_link is null || _link.Ended.IsCompleted)
            {
                _link?.Dispose();
                _link = new MqttLink(host, kit.Id, Options(), new MqttClientFactory().CreateMqttClient());
            }

            return _link;
        }
    }

    private MqttClientOptions Options()
    {
        var address = options.Mqtt!;
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(address.Broker.Host, address.Port)
            .WithClientId($"edgekit-{kit.Id}")
            .WithCleanStart()
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(KeepAlive.Longest)
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithReceiveMaximum(32)
            .WithMaximumPacketSize(LineFrames.MostBytes)
            .WithWillTopic(UplinkTopics.Presence(kit.Id))
            .WithWillPayload(UplinkTopics.Offline)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if ((address.PasswordFile ?? options.TokenFile) is { } secret)
        {
            builder = builder.WithCredentials(address.User ?? kit.Id, File.ReadAllText(secret).Trim());
        }

        return (address.IsSecure ? builder.WithTlsOptions(Secure) : builder).Build();
    }

    private void Secure(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(options.Mqtt!.Broker.Host).WithRevocationMode(X509RevocationMode.NoCheck);
        if (options.CaFile is { } authority)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authority);
            tls.WithTrustChain(trusted);
        }
    }
}
