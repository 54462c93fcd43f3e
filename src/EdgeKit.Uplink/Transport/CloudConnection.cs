using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Uplink.Line;

namespace EdgeKit.Uplink.Transport;

/// <summary>
/// The connection to the cloud that all requests share, and what counts as its answer: the right content type, for the right incarnation and
/// within the log's bounds.
/// </summary>
internal sealed class CloudConnection(UplinkOptions options, KitOptions kit, ILedgerFeed feed, KitClock clock, TimeProvider time) : ILifeline, IDisposable
{
    private const int MaxAnswer = 16 << 20;

    private static readonly TimeSpan LostFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan ReachEvery = TimeSpan.FromSeconds(8);

    private readonly NegotiatedVersion _version = new();
    private readonly CloudSockets _sockets = new(TcpInfo.Of, time);
    private HttpClient? _client;
    private long _lostAt;

    /// <summary>Whether a line may be opened on it: HTTP/2 is agreed on within TLS, and nothing else was so far.</summary>
    public bool MaySpeakHttp2 => options.Url is { Scheme: "https" } && (_version.Last is not { } last || last == HttpVersion.Version20);

    /// <summary>A request of this kit.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var root = options.Url!.AbsoluteUri.TrimEnd('/');
        var request = new HttpRequestMessage(method, $"{root}/v1/kits/{kit.Id}/{path}")
        {
            // Over TLS both speak HTTP/2 if they can; in the clear nobody can know.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Add("Edge-Incarnation", feed.Incarnation.ToString("D"));
        return request;
    }

    /// <summary>Sends it.</summary>
    /// <exception cref="HttpRequestException">The cloud was not reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellationToken) =>
        Client().SendAsync(request, until, cancellationToken);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="NotTheCloudException">It is none of the cloud's.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
        where T : class
    {
        var media = response.Content.Headers.ContentType?.MediaType;
        if (media is null || !media.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            throw NotTheCloudException.Of(media);
        }

        if (response.Content.Headers.ContentLength > MaxAnswer)
        {
            throw new NotTheCloudException("what answered is not the cloud: its answer has no end");
        }

        return Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), typeInfo);
    }

    /// <summary>Reads an answer's JSON.</summary>
    /// <exception cref="NotTheCloudException">It is none of the cloud's.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, typeInfo) ?? throw new NotTheCloudException("what answered is not the cloud: it sent null");
        }
        catch (JsonException exception)
        {
            throw new NotTheCloudException("what answered is not the cloud", exception);
        }
    }

    /// <summary>An answer to records, if it can be one.</summary>
    /// <exception cref="NotTheCloudException">It makes no sense.</exception>
    public PushAnswer Accept(PushAnswer answer, TimeSpan roundTrip)
    {
        Accept(answer.Incarnation, answer.AckSeq);
        clock.Calibrate(answer.Time, roundTrip);
        return answer;
    }

    /// <inheritdoc cref="Accept(PushAnswer, TimeSpan)" />
    public void Accept(Guid incarnation, long ackSeq)
    {
        if (incarnation != feed.Incarnation || ackSeq < 0 || ackSeq > feed.Head.Current)
        {
            throw new NotTheCloudException(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the answer makes no sense: ackSeq {ackSeq} of {incarnation}, the log of {feed.Incarnation} ends at {feed.Head.Current}"));
        }
    }

    /// <summary>The cloud said the time.</summary>
    public void Calibrate(long unixMilliseconds, TimeSpan roundTrip)
    {
        if (unixMilliseconds is > 0 and < 253_402_300_799_999)
        {
            clock.Calibrate(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds), roundTrip);
        }
    }

    /// <summary>What a conflict means.</summary>
    /// <exception cref="NotTheCloudException">It is none that the kit knows.</exception>
    public PushResult OfConflict(Problem problem) => problem switch
    {
        { Type: ProblemTypes.ChainBroken or ProblemTypes.LogClosed } => new PushResult.Refused(
            problem.Detail ?? "the cloud has another history of this kit: its card was cloned or restored"),
        { ExpectedSeq: > 0 and var expected } when problem.Incarnation is null || problem.Incarnation == feed.Incarnation => new PushResult.Gap(expected),
        _ => throw new NotTheCloudException($"a conflict that the kit does not know: {problem.Title}"),
    };

    /// <inheritdoc />
    public bool Persists =>
        _sockets.Persist && options.Mqtt is null && (Interlocked.Read(ref _lostAt) is var lost && (lost == 0 || time.GetElapsedTime(lost) > LostFor));

    /// <inheritdoc />
    public TimeSpan SinceAck => _sockets.SinceAck;

    /// <inheritdoc />
    public TimeSpan RoundTrip => _sockets.RoundTrip;

    /// <inheritdoc />
    public long? OnTheWay => _sockets.OnTheWay;

    /// <inheritdoc />
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        // Nobody waits for it, and each try is paid for.
        using var socket = await ConnectionRace.ConnectAsync(new DnsEndPoint(options.Url!.IdnHost, options.Url.Port), time, cancellationToken, ReachEvery);
        socket.LingerState = new System.Net.Sockets.LingerOption(enable: true, 0);
    }

    /// <inheritdoc />
    public void IsGone() => _sockets.LinkIsGone();

    /// <inheritdoc />
    public void IsBack() => _sockets.LinkIsBack();

    /// <inheritdoc />
    public void Lost() => Interlocked.Exchange(ref _lostAt, time.GetTimestamp());

    /// <summary>Whether more follows at once, so that each packet may be filled before it goes.</summary>
    public void FillsPackets(bool fills) => _sockets.FillPackets(fills);

    /// <inheritdoc cref="CloudSockets.PaceByWhatLands" />
    public bool? PacesByWhatLands() => _sockets.PaceByWhatLands();

    /// <summary>Drops connections that may be dead, with what they have not brought there yet, so that the next try opens its own.</summary>
    public void Renew()
    {
        _sockets.Forsake();
        Interlocked.Exchange(ref _client, null)?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _client?.Dispose();

    private HttpClient Client()
    {
        if (Volatile.Read(ref _client) is { } client)
        {
            return client;
        }

        client = CloudClient.Create(options, _version, _sockets, time);
        if (Interlocked.CompareExchange(ref _client, client, null) is { } other)
        {
            client.Dispose();
            return other;
        }

        return client;
    }
}
