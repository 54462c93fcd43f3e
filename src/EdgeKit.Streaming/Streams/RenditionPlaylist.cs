using System.Globalization;
using System.Net;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Origins;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// The media playlist of one rendition. While somebody watches, one poller asks the origin, blocking where it can; viewers wait here, so
/// that an origin without blocking reload gains it. What was served is never followed by something older, and who comes after a time
/// without viewers never gets what was left from before.
/// </summary>
internal sealed partial class RenditionPlaylist(LiveStream stream, string path, PlaylistVersion first, ILogger logger) : IPlaylistSource
{
    private const int PatienceInTargets = 3;

    private static readonly TimeSpan LeastWatched = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(150);
    // An origin that holds requests answers no faster than it makes parts.
    private static readonly TimeSpan LeastPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly PlaylistNames _names = new(stream, path);
    private PlaylistVersion _version = first;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _validFrom = first.CheckedAt;
    private long _askedAt = first.CheckedAt;
    private long _failingSince;
    private int _waiting;
    private object? _poller;
    private string? _fault;
    private (long Since, long Msn)? _behind;

    /// <summary>Follows on from what was read first: names it, and asks for more once somebody watches.</summary>
    public static RenditionPlaylist Follow(LiveStream stream, string path, PlaylistVersion first, ILogger logger)
    {
        var rendition = new RenditionPlaylist(stream, path, first, logger);
        rendition._names.Name(first, rendition.Window);
        return rendition;
    }

    /// <summary>Its canonical path.</summary>
    public string Path { get; } = path;

    /// <summary>What players can reach of it.</summary>
    public LiveWindow Window { get; private set; } = new();

    /// <summary>The newest version there is, however old.</summary>
    public PlaylistVersion Newest
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    /// <summary>Whether somebody watches it, or did until a moment ago.</summary>
    public bool IsWatched
    {
        get
        {
            lock (_gate)
            {
                return _poller is not null;
            }
        }
    }

    /// <summary>How many wait for it now; at least one while it is watched.</summary>
    public int Viewers
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(_waiting, IsWanted() ? 1 : 0);
            }
        }
    }

    /// <summary>Whether it was left long enough ago that nothing of it can be played on from.</summary>
    public bool IsAbandoned
    {
        get
        {
            lock (_gate)
            {
                return _poller is null && stream.Time.GetElapsedTime(_askedAt) > stream.Options.Window;
            }
        }
    }

    /// <summary>Since when nothing new has come, in seconds: what a player at the live edge has left.</summary>
    public double LiveEdgeAgeSeconds => stream.Time.GetElapsedTime(Newest.ChangedAt).TotalSeconds;

    /// <inheritdoc />
    public async Task<PlaylistOutcome> ReadAsync(ReloadRequest request, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            return await WaitAsync(request, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    // An origin that says a day does not keep anybody waiting for one.
    private TimeSpan Target => TimeSpan.FromSeconds(Math.Min(_version.Playlist.TargetDurationSeconds, 60));

    private async Task<PlaylistOutcome> WaitAsync(ReloadRequest request, CancellationToken cancellationToken)
    {
        var cameAt = stream.Time.GetTimestamp();
        while (true)
        {
            PlaylistVersion? version;
            Task changed;
            TimeSpan patience;
            lock (_gate)
            {
                version = _version.CheckedAt >= _validFrom ? _version : null;
                changed = _changed.Task;
                patience = version is null ? FirstPatience : Target * PatienceInTargets;
            }

            if (version is not null)
            {
                switch (ReloadRules.Decide(version.Playlist, request))
                {
                    case ReloadVerdict.Answer when IsStale(version):
                        return Unavailable();
                    case ReloadVerdict.Answer:
                        return new PlaylistOutcome.Ready(version.Rendered(request.Skip));
                    case ReloadVerdict.Refuse(var why):
                        return new PlaylistOutcome.Refused(why);
                    default:
                        break;
                }
            }

            var left = patience - stream.Time.GetElapsedTime(cameAt);
            if (left <= TimeSpan.Zero)
            {
                return Unavailable();
            }

            // The next turn looks at the clock.
            await changed.WaitAsync(left, stream.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // The cached window keeps playing; when even that must be played out, saying so lets the player look elsewhere.
    private bool IsStale(PlaylistVersion version) =>
        !version.Playlist.IsEnded && stream.Time.GetElapsedTime(version.CheckedAt) > stream.Options.Window + (Target * PatienceInTargets);

    private PlaylistOutcome.Unavailable Unavailable()
    {
        lock (_gate)
        {
            return new PlaylistOutcome.Unavailable(_fault ?? "the origin has nothing new", Target);
        }
    }

    private void Enter()
    {
        object poller;
        lock (_gate)
        {
            _waiting++;
            _askedAt = stream.Time.GetTimestamp();
            if (_poller is not null || (_version.Playlist.IsEnded && stream.Time.GetElapsedTime(_version.CheckedAt) < Target * PatienceInTargets))
            {
                return;
            }

            // Whoever made it the first time has just read it; later ones wait for what the origin says now.
            if (!_version.Playlist.IsEnded && stream.Time.GetElapsedTime(_version.CheckedAt) > ShortestPoll)
            {
                _validFrom = _askedAt;
            }

            poller = new object();
            _poller = poller;
            Window.IsWatched = true;
        }

        _ = stream.Work.RunAsync(ended => PollAsync(poller, ended));
    }

    private void Leave()
    {
        lock (_gate)
        {
            _waiting--;
            _askedAt = stream.Time.GetTimestamp();
        }
    }

    private bool IsWanted()
    {
        var idle = Target * PatienceInTargets;
        return _waiting > 0 || stream.Time.GetElapsedTime(_askedAt) < (idle > LeastWatched ? idle : LeastWatched);
    }

    private async Task PollAsync(object poller, CancellationToken cancellationToken)
    {
        try
        {
            await PollWhileWatchedAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                // However it ended, the next viewer starts another one; perhaps one has already.
                if (ReferenceEquals(_poller, poller))
                {
                    (_poller, Window.IsWatched) = (null, false);
                }
            }
        }
    }

    private async Task PollWhileWatchedAsync(CancellationToken cancellationToken)
    {
        var retry = ShortestPoll;
        do
        {
            TimeSpan pause;
            try
            {
                pause = await PollOnceAsync(cancellationToken);
                (retry, _failingSince, _fault) = (ShortestPoll, 0, null);
            }
            catch (OriginException exception)
            {
                (_fault, pause) = (exception.Message, retry);
                retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LongestRetry.Ticks));
                if (_failingSince == 0)
                {
                    _failingSince = stream.Time.GetTimestamp();
                    LogGone(stream.Name, Path, exception.Message);
                }
            }

            await Task.Delay(pause, stream.Time, cancellationToken);
        }
        while (!HasEnded());
    }

    private bool HasEnded()
    {
        lock (_gate)
        {
            if (!_version.Playlist.IsEnded && IsWanted())
            {
                return false;
            }

            (_poller, Window.IsWatched) = (null, false);
            return true;
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>How long to wait before the next time.</returns>
    private async Task<TimeSpan> PollOnceAsync(CancellationToken cancellationToken)
    {
        var (version, isValid) = Current();
        var blocks = isValid && version.Playlist.CanBlockReload && _failingSince == 0;
        var fetch = await PlaylistFetch.SendAsync(stream.Origins, Request(version, blocks), stream.Time, cancellationToken);
        if (fetch.Status == (int)HttpStatusCode.NotModified)
        {
            Checked(version);
            return PauseUntilNext(version);
        }

        if (fetch.Status != (int)HttpStatusCode.OK || PlaylistReader.Read(fetch.Body) is not PlaylistReading.Media(var playlist))
        {
            throw new OriginException(fetch.Status == (int)HttpStatusCode.OK ? "the origin's playlist cannot be read any more" : $"the playlist was answered with {fetch.Status}");
        }

        var next = Accept(version, playlist, fetch);
        return ReferenceEquals(next, version) ? (blocks ? ShortestPoll : PauseUntilNext(version))
            : !playlist.CanBlockReload ? PauseUntilNext(next)
            : next.ChangedAt == version.ChangedAt ? ShortestPoll
            : LeastPoll;
    }

    private (PlaylistVersion Version, bool IsValid) Current()
    {
        lock (_gate)
        {
            return (_version, _version.CheckedAt >= _validFrom);
        }
    }

    private OriginRequest Request(PlaylistVersion version, bool blocks)
    {
        if (!blocks)
        {
            return new OriginRequest(Path, HeadWithin) { IfNoneMatch = version.Fetch.Origin == stream.Origins.Serving ? version.Fetch.ETag : null };
        }

        var playlist = version.Playlist;
        var directives = playlist.PartTargetSeconds is null
            ? string.Create(CultureInfo.InvariantCulture, $"_HLS_msn={playlist.LastMsn + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"_HLS_msn={playlist.LastMsn + 1}&_HLS_part={playlist.PartsOfNext}");
        return new OriginRequest($"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{directives}", HeadWithin + (Target * PatienceInTargets));
    }

    // An origin that does not block is asked when the next segment should be there, then quickly until it is.
    private TimeSpan PauseUntilNext(PlaylistVersion version)
    {
        var last = version.Playlist.Segments is [.., var segment] ? TimeSpan.FromSeconds(Math.Clamp(segment.DurationSeconds, 0, 60)) : Target;
        var due = last - stream.Time.GetElapsedTime(version.ChangedAt) - ShortestPoll;
        var quick = Target / 12;
        quick = quick < ShortestPoll ? ShortestPoll : quick;
        return due > quick ? due : quick;
    }

    private void Checked(PlaylistVersion version)
    {
        lock (_gate)
        {
            version.Checked(stream.Time.GetTimestamp());
            Wake();
        }
    }

    private PlaylistVersion Accept(PlaylistVersion version, MediaPlaylist playlist, PlaylistFetch fetch)
    {
        var progress = playlist.CompareProgressTo(version.Playlist);
        var hasRestarted = playlist.HasRestarted(version.Playlist) || (progress < 0 && HasOvertaken(version, playlist));
        progress = hasRestarted ? 1 : progress;
        if (progress < 0)
        {
            _behind ??= (stream.Time.GetTimestamp(), playlist.LastMsn);

            // Another origin, or a cache on the way, is behind. What it says is not served; it has until the viewers' patience ends.
            throw new OriginException("the origin is behind what was already served");
        }

        if (progress == 0 && playlist.Body.Span.SequenceEqual(version.Playlist.Body.Span))
        {
            Checked(version);
            return version;
        }

        _behind = null;
        var now = stream.Time.GetTimestamp();
        var next = new PlaylistVersion(stream, Path, playlist, fetch, now, progress == 0 ? version.ChangedAt : now);
        if (hasRestarted)
        {
            LogRestarted(stream.Name, Path);
            Window.Close();
            stream.Names.Forget(Window);
            stream.Cache.Sweep();
            Window = new LiveWindow { IsWatched = true };
        }

        _names.Name(next, Window);
        lock (_gate)
        {
            _version = next;
            Wake();
        }

        stream.Cache.Sweep();
        return next;
    }

    // What is behind and yet goes on, for as long as what was served can be played, is a new run with the names of the old.
    private bool HasOvertaken(PlaylistVersion version, MediaPlaylist playlist) =>
        _behind is var (since, msn) && playlist.LastMsn > msn
        && stream.Time.GetElapsedTime(since) > (version.Playlist.IsEnded ? Target * PatienceInTargets : stream.Options.Window);

    private void Wake()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(5020, LogLevel.Warning, "Stream {Stream}: nothing new of {Path}: {Why}")]
    private partial void LogGone(string stream, string path, string why);

    [LoggerMessage(5021, LogLevel.Information, "Stream {Stream}: {Path} started again at its origin")]
    private partial void LogRestarted(string stream, string path);
}
