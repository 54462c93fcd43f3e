using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Testing.Hostile;

/// <summary>A device that asks for ranges that make no sense, with queries and for names that it makes up, at a steady rate.</summary>
public sealed class RudeRequests : IDisposable
{
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http;
    private readonly string _stream;
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly Random _random;
    private int _sent;

    /// <param name="device">Its address, on this machine.</param>
    /// <param name="kit">Whom it attacks.</param>
    /// <param name="stream">The stream's folder, such as <c>/live/main/</c>.</param>
    /// <param name="seed">Repeats what it makes up.</param>
    [SuppressMessage("Security", "CA5394", Justification = "Nothing is guarded by it.")]
    public RudeRequests(IPAddress device, IPEndPoint kit, string stream, int seed)
    {
        (_stream, _random) = (stream, new Random(seed));
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, MaxConnectionsPerServer = MostAtOnce })
        {
            BaseAddress = new UriBuilder(Uri.UriSchemeHttp, kit.Address.ToString(), kit.Port).Uri,
        };

        async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(device, 0));
                await socket.ConnectAsync(kit, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>How often each status came; what broke off is <c>broken</c>.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>Requests that it has sent.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Attacks until cancelled.</summary>
    /// <param name="perSecond">How many requests a second, unless the kit is slower than that.</param>
    /// <param name="segment">A segment that there is, in the stream's folder.</param>
    /// <param name="playlist">A playlist that there is, in the stream's folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(int perSecond, Func<string> segment, string playlist, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var running = new ConcurrentDictionary<Task, bool>();
        try
        {
            for (var begun = 0; ;)
            {
                for (; begun < TimeProvider.System.GetElapsedTime(started).TotalSeconds * perSecond; begun++)
                {
                    if (_slots.Wait(0, cancellationToken))
                    {
                        Keep(SendAsync(Request(begun, segment(), playlist), cancellationToken));
                    }
                }

                await Task.Delay(Tick, TimeProvider.System, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(running.Keys);
        }

        void Keep(Task sending)
        {
            running[sending] = true;
            _ = sending.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    [SuppressMessage("Security", "CA5394", Justification = "Nothing is guarded by it.")]
    private HttpRequestMessage Request(int turn, string segment, string playlist)
    {
        var made = _random.NextInt64().ToString("x", CultureInfo.InvariantCulture);
        return (turn % 8) switch
        {
            0 => Get(segment, $"bytes={string.Join(',', Enumerable.Range(0, 200).Select(static at => FormattableString.Invariant($"{at * 7}-{at * 7}")))}"),
            1 => Get(segment, FormattableString.Invariant($"bytes={turn % 1000}-{turn % 1000}")),
            2 => Get(segment, "bytes=0-,0-,0-,0-,0-,-1"),
            3 => Get($"{segment}?{made}"),
            4 => Get($"{playlist}?{made}={made}"),
            5 => Get(FormattableString.Invariant($"{playlist}?_HLS_msn={_random.Next()}&_HLS_part={turn % 9}")),
            6 => Get($"v0/{made}.m4s"),
            _ => Get($"{made}/{made}.m3u8"),
        };

        HttpRequestMessage Get(string path, string? range = null)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_stream + path, UriKind.Relative));
            if (range is not null)
            {
                request.Headers.TryAddWithoutValidation("Range", range);
            }

            return request;
        }
    }

    private async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answered = "broken";
        try
        {
            using (request)
            {
                Interlocked.Increment(ref _sent);
                using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
                await body.CopyToAsync(Stream.Null, cancellationToken);
                answered = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // Counted: that is how a hostile device may be treated.
            answered = "broken";
        }
        finally
        {
            _slots.Release();
        }

        _answers.AddOrUpdate(answered, 1, static (_, count) => count + 1);
    }
}
