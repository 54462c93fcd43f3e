using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Streams;

/// <summary>One configured stream: where it comes from, what its playlists name, and who polls them.</summary>
internal sealed class LiveStream
{
    private const int MostPlaylists = 64;

    private readonly ConcurrentDictionary<string, IPlaylistSource> _playlists = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private readonly ViewerCount _viewers;

    public LiveStream(
        StreamOptions stream, StreamingOptions options, Func<HttpMessageInvoker> client, SegmentCache cache, OngoingWork work, UplinkMeter uplink, LiveBudget budget, TimeProvider time, ILogger logger)
    {
        (Name, Options, Cache, Work, Uplink, Budget, Time, _logger) = (stream.Name, options, cache, work, uplink, budget, time, logger);
        Origins = new OriginSet(stream.Name, stream.Origins, client, time, logger);
        UnnamedMedia = new UnnamedAllowance(time);
        UnnamedPlaylists = new UnnamedAllowance(time);
        _viewers = new ViewerCount(time);
    }

    public string Name { get; }

    public StreamingOptions Options { get; }

    public OriginSet Origins { get; }

    public SegmentCache Cache { get; }

    public OngoingWork Work { get; }

    public UplinkMeter Uplink { get; }

    public LiveBudget Budget { get; }

    public TimeProvider Time { get; }

    public NameTable Names { get; } = new();

    /// <summary>How often media that nothing names may be asked for.</summary>
    public UnnamedAllowance UnnamedMedia { get; }

    /// <summary>How often a playlist that no other names may be asked for.</summary>
    public UnnamedAllowance UnnamedPlaylists { get; }

    /// <summary>Who watches.</summary>
    public ViewerCount Viewers => _viewers;

    /// <summary>The media playlists that are known.</summary>
    public IEnumerable<RenditionPlaylist> Renditions => _playlists.Values.OfType<RenditionPlaylist>().OrderBy(static rendition => rendition.Path, StringComparer.Ordinal);

    /// <summary>The playlist or manifest at <paramref name="path"/>, if it is known.</summary>
    public bool TryFindPlaylist(string path, [NotNullWhen(true)] out IPlaylistSource? playlist) => _playlists.TryGetValue(path, out playlist);

    /// <summary>The playlist or manifest at <paramref name="path"/>, from now on known; null when there are too many.</summary>
    public IPlaylistSource? AddPlaylist(string path) =>
        _playlists.TryGetValue(path, out var known) ? known
        : _playlists.Count < MostPlaylists ? _playlists.GetOrAdd(path, static (path, stream) => new Manifest(stream, path, stream._logger), this)
        : null;

    /// <summary>Whether a multivariant playlist that is known names the playlist at <paramref name="path"/>.</summary>
    public bool IsNamedPlaylist(string path) => _playlists.Values.OfType<Manifest>().Any(manifest => manifest.Names(path));

    /// <summary>If what was read at <paramref name="path"/> is a media playlist, it is polled from now on; null if it is none.</summary>
    public RenditionPlaylist? Promote(string path, Manifest manifest)
    {
        if (manifest.TakeMedia() is not { } first)
        {
            return null;
        }

        lock (_playlists)
        {
            if (_playlists.TryGetValue(path, out var known) && known is RenditionPlaylist rendition)
            {
                return rendition;
            }

            rendition = RenditionPlaylist.Follow(this, path, first, _logger);
            _playlists[path] = rendition;
            return rendition;
        }
    }

    /// <summary>Where a segment stands that a DASH manifest names; null if none does.</summary>
    public Placement? Place(string path) =>
        _playlists.Values.OfType<Manifest>().Select(manifest => manifest.Place(path)).FirstOrDefault(static placement => placement is not null);

    /// <summary>There is nothing at <paramref name="path"/>.</summary>
    public void RemovePlaylist(string path, IPlaylistSource playlist) => _playlists.TryRemove(new(path, playlist));

    /// <summary>Where the kit serves <paramref name="path"/>.</summary>
    public string Address(string path) => $"/live/{Name}/{path}";

    /// <summary>Lets go of what nobody watches any more.</summary>
    public void Sweep()
    {
        _viewers.Sweep();
        foreach (var (path, abandoned) in _playlists.Where(static known => known.Value is Manifest { IsAbandoned: true }))
        {
            ((Manifest)abandoned).Close();
            RemovePlaylist(path, abandoned);
        }

        foreach (var rendition in Renditions.Where(static rendition => rendition.IsAbandoned))
        {
            rendition.Window.Close();
            Names.Forget(rendition.Window);
            RemovePlaylist(rendition.Path, rendition);
        }
    }
}
