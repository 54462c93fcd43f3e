namespace EdgeKit.Demo.Streams;

/// <summary>Somebody before the stall who watches the stream on a phone: asks for the playlist, then for each segment that is new.</summary>
internal sealed class Phone(Uri kit, string stream, TimeProvider time) : IDisposable
{
    private const int FromEdge = 3;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(kit, $"live/{stream}/"), Timeout = TimeSpan.FromSeconds(20) };
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Watches until stopped, through any outage.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The kit has nothing for it now; a phone tries again.
            }

            await Task.Delay(Again, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var playlist = await _http.GetStringAsync(new Uri(IBroadcast.Playlist, UriKind.Relative), cancellationToken);
        var segments = playlist.Split('\n').Where(static line => line.EndsWith(".m4s", StringComparison.Ordinal)).ToList();

        if (_seen.Count == 0)
        {
            // Whoever comes begins near the live edge, as players do.
            _seen.UnionWith(segments.SkipLast(FromEdge));
        }

        foreach (var segment in segments)
        {
            if (_seen.Add(segment))
            {
                await _http.GetByteArrayAsync(new Uri(segment, UriKind.Relative), cancellationToken);
            }
        }

        _seen.IntersectWith(segments);
    }
}
