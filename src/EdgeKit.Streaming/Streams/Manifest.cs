using System.Net;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Dash;
using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// A playlist or manifest that is asked for when a viewer wants it: a multivariant playlist, a DASH manifest, or something that cannot be
/// read and is passed on as it is. However many ask at once, the origin is asked once; while the origins are gone, the last one serves.
/// </summary>
internal sealed partial class Manifest(LiveStream stream, string path, ILogger logger) : IPlaylistSource
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LadderState _ladder = new(stream, path);
    private Task? _refresh;
    private PlaylistFetch? _fetch;
    private PlaylistReading? _reading;
    private DashManifest? _dash;
    private readonly DashWindows _windows = new();
    private string? _run;
    private long _askedAt = stream.Time.GetTimestamp();
    private string? _opaque;
    private long _checkedAt;
    private string? _fault;
    private int _missing;

    /// <summary>Whether nothing was ever read there.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _fetch is null;
            }
        }
    }

    /// <inheritdoc />
    public async Task<PlaylistOutcome> ReadAsync(ReloadRequest request, CancellationToken cancellationToken)
    {
        Task? refresh = null;
        lock (_gate)
        {
            _askedAt = stream.Time.GetTimestamp();
            if (_fetch is null || stream.Time.GetElapsedTime(_checkedAt) > FreshFor)
            {
                _refresh = refresh = _refresh is { IsCompleted: false } ? _refresh : stream.Work.RunAsync(RefreshAsync);
            }
        }

        if (refresh is not null)
        {
            await WaitAsync(refresh, cancellationToken);
        }

        lock (_gate)
        {
            return Answer();
        }
    }

    // Whoever has an older copy is not held up by origins that do not answer: what is listed there seldom changes.
    private async Task WaitAsync(Task refresh, CancellationToken cancellationToken)
    {
        if (IsEmpty)
        {
            await refresh.WaitAsync(cancellationToken);
            return;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(refresh, Task.Delay(StaleAfter, stream.Time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The media playlist that this turned out to be; null if it is none.</summary>
    public PlaylistVersion? TakeMedia()
    {
        lock (_gate)
        {
            return _reading is PlaylistReading.Media(var playlist)
                ? new PlaylistVersion(stream, path, playlist, _fetch!, _checkedAt, _checkedAt)
                : null;
        }
    }

    /// <summary>Whether nobody asked for it, or for what it names, so long that nothing of it can be played on from.</summary>
    public bool IsAbandoned
    {
        get
        {
            lock (_gate)
            {
                return stream.Time.GetElapsedTime(_askedAt) > stream.Options.Window * 10;
            }
        }
    }

    /// <summary>Lets go of what it named.</summary>
    public void Close() => _windows.Close();

    /// <summary>Whether it is a multivariant playlist that names the playlist at <paramref name="target"/>.</summary>
    public bool Names(string target)
    {
        lock (_gate)
        {
            return _reading is PlaylistReading.Multivariant(var playlist)
                && playlist.Named().Any(named => MediaPath.TryResolve(path, named.Uri, stream.Origins.All, _fetch!.Origin, out var resolved) && resolved == target);
        }
    }

    /// <summary>What a DASH manifest names at <paramref name="target"/>; null if that is nothing.</summary>
    public Placement? Place(string target)
    {
        lock (_gate)
        {
            var placement = Match(target) is { } match ? _windows.Place(match) : null;
            _askedAt = placement is null ? _askedAt : stream.Time.GetTimestamp();
            return placement;
        }
    }

    // A manifest names things relative to itself, or in full as the origin has them.
    private DashMatch? Match(string target)
    {
        var folder = MediaPath.Folder(path);
        if (_dash is null)
        {
            return null;
        }

        var relative = target.StartsWith(folder, StringComparison.Ordinal) ? _dash.Match(target[folder.Length..]) : null;
        return relative ?? _dash.Match(_fetch!.Origin.Address.AbsolutePath + target) ?? _dash.Match(_fetch.Origin.Address.AbsoluteUri + target);
    }

    private PlaylistOutcome Answer()
    {
        if (_fetch is null || _fetch.IsPrivate)
        {
            return _fetch is not null ? new PlaylistOutcome.Alone()
                : _missing > 0 ? new PlaylistOutcome.Missing(_missing)
                : new PlaylistOutcome.Unavailable(_fault ?? "the origin did not answer", FreshFor);
        }

        var bytes = _reading switch
        {
            PlaylistReading.Multivariant(var playlist) => new PlaylistRenderer(uri => MediaPath.Rewrite(stream, path, uri, _fetch.Origin)).Render(playlist, _ladder.Kept(playlist, _fetch.Origin)),
            _ => _dash?.Rewrite(uri => MediaPath.RewriteTemplate(stream, uri, _fetch.Origin)) ?? _fetch.Body,
        };
        var type = _dash is not null ? "application/dash+xml" : _reading is PlaylistReading.Multivariant ? "application/vnd.apple.mpegurl" : _fetch.ContentType ?? "application/octet-stream";
        return new PlaylistOutcome.Ready(new PlaylistBody(bytes, type, PlaylistBody.Tag(bytes), _checkedAt, _fetch.AgeSeconds));
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new OriginRequest(path, HeadWithin) { IfNoneMatch = _fetch is { } had && had.Origin == stream.Origins.Serving ? had.ETag : null };
            Take(await PlaylistFetch.SendAsync(stream.Origins, request, stream.Time, cancellationToken));
        }
        catch (OriginException exception)
        {
            lock (_gate)
            {
                _fault = exception.Message;
                _missing = 0;
            }

            LogGone(stream.Origins.Serving.IsDown ? LogLevel.Debug : LogLevel.Warning, stream.Name, path, exception.Message);
        }
    }

    private void Take(PlaylistFetch fetch)
    {
        lock (_gate)
        {
            _checkedAt = stream.Time.GetTimestamp();
            if (fetch.Status == (int)HttpStatusCode.NotModified)
            {
                return;
            }

            if (fetch.Status != (int)HttpStatusCode.OK)
            {
                (_missing, _fetch, _reading, _dash) = (fetch.Status, null, null, null);
                _windows.Close();
                return;
            }

            (_fetch, _reading, _dash) = (fetch, null, null);
            if (path.Contains(".mpd", StringComparison.OrdinalIgnoreCase))
            {
                _dash = DashManifest.TryRead(fetch.Body, out var why);
                if (_dash is { } read && read.Run != _run)
                {
                    _windows.Close();
                    _run = read.Run;
                }

                if (_dash is null)
                {
                    SayOpaque(why ?? "it cannot be read");
                }

                return;
            }

            _reading = PlaylistReader.Read(fetch.Body);
            if (_reading is PlaylistReading.Opaque(var opaque))
            {
                SayOpaque(opaque);
            }
        }
    }

    private void SayOpaque(string why)
    {
        if (_opaque != why)
        {
            _opaque = why;
            LogOpaque(stream.Name, path, why);
        }
    }

    [LoggerMessage(EventId = 5022, Message = "Stream {Stream}: {Path} is not to be had: {Why}")]
    private partial void LogGone(LogLevel level, string stream, string path, string why);

    [LoggerMessage(5023, LogLevel.Warning, "Stream {Stream}: {Path} is passed on as it is: {Why}")]
    private partial void LogOpaque(string stream, string path, string why);
}
