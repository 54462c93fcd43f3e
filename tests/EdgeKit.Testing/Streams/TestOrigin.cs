using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Streams;

/// <summary>
/// A live origin in this process, at a port of 127.0.0.1 that stays its own. <c>/hls/</c> and <c>/dash/</c> play media whose every byte
/// follows from its address; <c>/media/</c> takes what an encoder puts there. It counts what it is asked for, can be slow
/// and can fail in every way that origins do.
/// </summary>
public sealed class TestOrigin : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<OriginConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<(string Rendition, int Generation), SyntheticMedia> _media = new();
    private readonly List<IOriginFolder> _folders = [];
    private readonly HlsFolder _hls;
    private List<OriginRequest> _requests = [];
    private List<OriginFaultRule> _rules = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private Task _telling = Task.CompletedTask;
    private long _bodyBytes;
    private int _accepted;

    private TestOrigin(TestOrigin other)
    {
        (Options, Timeline, Store, _hls) = (other.Options, other.Timeline, other.Store, other._hls);
        Uplink = new UplinkRate(Options.Time);
        lock (other._gate)
        {
            _folders.AddRange(other._folders);
        }

        Port = Loopback.FreePort();
        Listen();
    }

    private TestOrigin(TestOriginOptions options)
    {
        Options = options;
        Uplink = new UplinkRate(options.Time);
        Timeline = options.Timeline ?? new LiveTimeline(options.Time, options.FirstMsn, options.Window);
        for (var part = 0; options.Timeline is null && part < options.Window * options.PartsPerSegment; part++)
        {
            Advance();
        }

        var epoch = options.Time.GetUtcNow() - (options.Window * options.SegmentDuration);
        _hls = new HlsFolder("/hls/", options, Timeline, epoch, MediaOf, "avc1.42c01e,mp4a.40.2");
        Store = new StoreFolder(options.Time);
        _folders.AddRange([_hls, new DashFolder(options, Timeline, epoch, _hls), Store]);
        Port = Loopback.FreePort();
        Listen();
    }

    /// <summary>What it plays.</summary>
    public TestOriginOptions Options { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Its root.</summary>
    public Uri Address => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", Port).Uri;

    /// <summary>The folder <c>/hls/</c>.</summary>
    public Uri Hls => new(Address, "/hls/");

    /// <summary>The folder <c>/dash/</c>.</summary>
    public Uri Dash => new(Address, "/dash/");

    /// <summary>How far the stream is.</summary>
    public LiveTimeline Timeline { get; }

    /// <summary>What its line carries in bits a second, all connections together; 0 for no limit.</summary>
    public long BitsPerSecond
    {
        get => Uplink.BitsPerSecond;
        set => Uplink.BitsPerSecond = value;
    }

    /// <summary>A pause before each answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>All requests since the start, or since <see cref="Forget"/>, in their order.</summary>
    public IReadOnlyList<OriginRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Bytes of body sent, without chunk framing.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Connections accepted since the start.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that are open now.</summary>
    public int Open => _connections.Count;

    internal UplinkRate Uplink { get; }

    internal StoreFolder Store { get; }

    /// <summary>Starts one.</summary>
    public static TestOrigin Start(TestOriginOptions? options = null)
    {
        var origin = new TestOrigin(options ?? new TestOriginOptions());
        if (origin.Options is { Speed: > 0, Timeline: null })
        {
            origin._telling = origin.TellAsync();
        }

        return origin;
    }

    /// <summary>Starts another at a port of its own, which has what this one has: the same bytes under the same validators, at the same time.</summary>
    public TestOrigin StartMirror() => new(this);

    /// <summary>Publishes the next part, in all renditions.</summary>
    public void Advance() => Timeline.Publish(endsSegment: Timeline.Next.Part == Options.PartsPerSegment - 1);

    /// <summary>Publishes parts until a segment is whole.</summary>
    public void AdvanceSegment()
    {
        do
        {
            Advance();
        }
        while (Timeline.Next.Part > 0);
    }

    /// <summary>Ends the stream: playlists say <c>EXT-X-ENDLIST</c>.</summary>
    public void End() => Timeline.End();

    /// <summary>How often a path was asked for, whatever the query.</summary>
    public int RequestsOf(string path) => Requests.Count(request => string.Equals(request.Path, path, StringComparison.Ordinal));

    /// <summary>Bytes of body sent for a path.</summary>
    public long BytesOf(string path) =>
        Requests.Where(request => string.Equals(request.Path, path, StringComparison.Ordinal)).Sum(static request => request.BodyBytes);

    /// <summary>Counts from nothing again.</summary>
    /// <returns>The requests so far; those that go on are still counted in.</returns>
    public IReadOnlyList<OriginRequest> Forget()
    {
        lock (_gate)
        {
            var forgotten = _requests;
            _requests = [];
            Interlocked.Exchange(ref _bodyBytes, 0);
            return forgotten;
        }
    }

    /// <summary>All bytes of a published segment or part, or of an initialisation section, of <c>/hls/</c> or <c>/dash/</c>.</summary>
    public byte[] ExpectedBytes(string path) =>
        _hls.BytesOf(path.Replace("/dash/", "/hls/", StringComparison.Ordinal)) ?? throw new ArgumentException($"{path} is no media", nameof(path));

    /// <summary>Makes it fail from now on.</summary>
    /// <param name="fault">How.</param>
    /// <param name="path">Which paths: those that contain this.</param>
    /// <param name="times">How often, at most.</param>
    public OriginFaultRule Fail(OriginFault fault, string path = "", int times = int.MaxValue) =>
        Fail(fault, request => request.Path.Contains(path, StringComparison.Ordinal), times);

    /// <summary>Makes it fail from now on.</summary>
    public OriginFaultRule Fail(OriginFault fault, Func<OriginRequest, bool> strikes, int times = int.MaxValue)
    {
        var rule = new OriginFaultRule(fault, strikes, times);
        lock (_gate)
        {
            _rules = [.. _rules, rule];
            if (fault is OriginFault.Refuse)
            {
                _listener?.Dispose();
                _listener = null;
            }
        }

        if (fault is OriginFault.Refuse)
        {
            ResetConnections();
        }

        return rule;
    }

    /// <summary>Does everything right again. Answers that go wrong already go on so.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            _rules = [];
            if (_listener is null)
            {
                Listen();
            }
        }
    }

    /// <summary>Cuts every open connection with a TCP reset, now.</summary>
    public void ResetConnections()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
        }

        await _accepting;
        await _telling;
        ResetConnections();
        await Task.WhenAll(_connections.Values);
        _ended.Dispose();
    }

    internal void Add(IOriginFolder folder)
    {
        lock (_gate)
        {
            _folders.Add(folder);
        }
    }

    internal OriginRequest Receive(OriginHead head)
    {
        var request = new OriginRequest(head.Method, head.Path, head.Query, head.Headers, Options.Time.GetTimestamp());
        lock (_gate)
        {
            _requests.Add(request);
        }

        return request;
    }

    internal IReadOnlyList<OriginFault> FaultsFor(OriginRequest request)
    {
        List<OriginFaultRule> rules;
        lock (_gate)
        {
            rules = _rules;
        }

        return [.. rules.Where(rule => rule.TryStrike(request)).Select(static rule => rule.Fault)];
    }

    internal ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken)
    {
        IOriginFolder? found;
        lock (_gate)
        {
            found = _folders.Find(folder => request.Path.StartsWith(folder.Path, StringComparison.Ordinal));
        }

        return found?.FindAsync(request, view, cancellationToken) ?? ValueTask.FromResult<OriginContent?>(null);
    }

    internal void CountBody(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);

    private SyntheticMedia MediaOf(string rendition, int generation) =>
        _media.GetOrAdd(
            (rendition, generation),
            key => new SyntheticMedia(Options.Renditions.Single(one => string.Equals(one.Name, key.Rendition, StringComparison.Ordinal)), Options, key.Generation));

    private void Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen(1024);
        _listener = listener;
        _accepting = AcceptAsync(listener, _accepting);
    }

    private async Task AcceptAsync(Socket listener, Task before)
    {
        await before;
        while (!_ended.IsCancellationRequested)
        {
            Socket near;
            try
            {
                near = await listener.AcceptAsync(_ended.Token);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            near.NoDelay = true;
            Interlocked.Increment(ref _accepted);
            var connection = new OriginConnection(this, near);
            var serving = ServeAsync(connection);
            _connections[connection] = serving;
            if (serving.IsCompletedSuccessfully)
            {
                _connections.TryRemove(connection, out _);
            }

            // It may have come while the others were reset, too late to be among them.
            if (Refuses(listener))
            {
                connection.Reset();
            }
        }
    }

    private bool Refuses(Socket listener)
    {
        lock (_gate)
        {
            return _listener != listener;
        }
    }

    /// <summary>A connection that a mistake of the origin's own ended stays listed, so that disposing shows it.</summary>
    private async Task ServeAsync(OriginConnection connection)
    {
        await Task.Yield();
        using (connection)
        {
            await connection.ServeAsync(_ended.Token);
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Publishes part after part as the clock goes; one that is late does not delay those after it.</summary>
    private async Task TellAsync()
    {
        var time = Options.Time;
        var period = Options.PartDuration / Options.Speed;
        var started = time.GetTimestamp();
        try
        {
            for (var part = 1; !Timeline.HasEnded; part++)
            {
                var wait = (period * part) - time.GetElapsedTime(started);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, _ended.Token);
                }

                Advance();
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return;
        }
    }
}
