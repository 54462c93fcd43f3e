using System.Globalization;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>
/// HLS: <c>main.m3u8</c>, and for each rendition <c>NAME/live.m3u8</c>, <c>NAME/init.mp4</c>, <c>NAME/MSN.m4s</c> and
/// <c>NAME/MSN.PART.m4s</c>. The part that a playlist hints at is waited for, a segment is served while it grows.
/// </summary>
internal sealed class HlsFolder : IOriginFolder
{
    private readonly TestOriginOptions _options;
    private readonly LiveTimeline _timeline;
    private readonly IReadOnlyList<string> _renditions;
    private readonly Func<string, int, ILiveMedia> _media;
    private readonly HlsPlaylist _playlist;
    private readonly string _codecs;

    /// <param name="path">The folder's path.</param>
    /// <param name="options">What is played.</param>
    /// <param name="timeline">How far it is.</param>
    /// <param name="epoch">The wall clock at the stream's beginning.</param>
    /// <param name="media">Media by rendition and generation.</param>
    /// <param name="codecs">As <c>CODECS</c> says it.</param>
    public HlsFolder(
        string path, TestOriginOptions options, LiveTimeline timeline, DateTimeOffset epoch, Func<string, int, ILiveMedia> media, string codecs)
    {
        Path = path;
        _options = options;
        _timeline = timeline;
        _renditions = [.. options.Renditions.Select(static rendition => rendition.Name)];
        _media = media;
        _codecs = codecs;
        _playlist = new HlsPlaylist(timeline, options.Flavour, options.PartDuration, options.SegmentDuration, epoch);
    }

    /// <inheritdoc />
    public string Path { get; }

    /// <inheritdoc />
    public async ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken)
    {
        var names = request.Path[Path.Length..].Split('/');
        if (names is ["main.m3u8"])
        {
            return Playlist(
                HlsPlaylist.Multivariant(_renditions.Select(name => (name, _media(name, Generation(view)))), _codecs), Tag(view, "main"));
        }

        return names is [var rendition, var file] && _renditions.Contains(rendition, StringComparer.Ordinal)
            ? file switch
            {
                "live.m3u8" => await MediaPlaylistAsync(request, rendition, view, cancellationToken),
                "init.mp4" => Media(_media(rendition, Generation(view)).Header, Tag(view, rendition)),
                _ => await FindMediaAsync(rendition, file, view, cancellationToken),
            }
            : null;
    }

    /// <summary>All bytes of a published segment or part, or of an initialisation section.</summary>
    public byte[]? BytesOf(string path)
    {
        var names = path[Path.Length..].Split('/');
        if (names is not [var rendition, var file] || !_renditions.Contains(rendition, StringComparer.Ordinal))
        {
            return null;
        }

        var media = _media(rendition, _options.Generation);
        if (file is "init.mp4")
        {
            return media.Header.ToArray();
        }

        if (Parse(file) is not { } place)
        {
            return null;
        }

        if (place.Part is { } index)
        {
            return PartOf(media, new LivePosition(place.Msn, index));
        }

        var parts = Enumerable.Range(0, _timeline.PartsOf(place.Msn)).Select(part => new LivePosition(place.Msn, part)).ToList();
        var bytes = new byte[parts.Sum(media.LengthOf)];
        var at = 0;
        foreach (var part in parts)
        {
            var length = media.LengthOf(part);
            media.Fill(part, 0, bytes.AsSpan(at, length));
            at += length;
        }

        return bytes;
    }

    private static (long Msn, int? Part)? Parse(string file)
    {
        var numbers = file.Split('.');
        return numbers switch
        {
            [var msn, "m4s"] when Number(msn) is { } segment => (segment, null),
            [var msn, var part, "m4s"] when Number(msn) is { } segment && Number(part) is { } index => (segment, (int)index),
            _ => null,
        };
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[] PartOf(ILiveMedia media, LivePosition part)
    {
        var bytes = new byte[media.LengthOf(part)];
        media.Fill(part, 0, bytes);
        return bytes;
    }

    private static BytesContent BadRequest(string why) => new(Encoding.UTF8.GetBytes(why)) { Status = 400 };

    private int Generation(OriginView view) => _options.Generation + view.GenerationsOn;

    private string Tag(OriginView view, string name) => string.Create(CultureInfo.InvariantCulture, $"\"{name}-g{Generation(view)}\"");

    private BytesContent Playlist(string text, string tag) => new(Encoding.UTF8.GetBytes(text))
    {
        ContentType = "application/vnd.apple.mpegurl",
        CacheControl = _options.PlaylistCacheControl,
        ETag = tag,
        LastModified = _timeline.LastPublication,
    };

    private BytesContent Media(ReadOnlyMemory<byte> bytes, string tag) => new(bytes)
    {
        ContentType = "video/mp4",
        CacheControl = _options.MediaCacheControl,
        ETag = tag,
        LastModified = DateTimeOffset.UnixEpoch.AddDays(_options.Generation),
    };

    private async ValueTask<OriginContent?> MediaPlaylistAsync(OriginRequest request, string rendition, OriginView view, CancellationToken cancellationToken)
    {
        var part = Number(request.QueryValue("_HLS_part"));
        if (_options.Flavour != HlsFlavour.Plain)
        {
            if (Number(request.QueryValue("_HLS_msn")) is { } msn)
            {
                if (msn > _timeline.Next.Msn + 1)
                {
                    return BadRequest("_HLS_msn is too far ahead");
                }

                // Without a part, the whole segment is meant. A part beyond the segment's last is the next one's first.
                await _timeline.WaitAsync(part is { } index ? new LivePosition(msn, (int)index) : new LivePosition(msn + 1, -1), cancellationToken);
            }
            else if (part is not null)
            {
                return BadRequest("_HLS_part without _HLS_msn");
            }
        }

        var skips = _options.Flavour != HlsFlavour.Plain && request.QueryValue("_HLS_skip") is not null;
        var next = _timeline.Next;
        next = view.SegmentsBehind > 0 ? new LivePosition(Math.Max(_timeline.FirstMsn, next.Msn - view.SegmentsBehind), 0) : next;
        return Playlist(
            _playlist.Media(rendition, _media(rendition, Generation(view)), next, _renditions, skips),
            Tag(view, string.Create(CultureInfo.InvariantCulture, $"{rendition}-{next.Msn}-{next.Part}{(skips ? "-s" : "")}{(_timeline.HasEnded ? "-end" : "")}")));
    }

    private async ValueTask<OriginContent?> FindMediaAsync(string rendition, string file, OriginView view, CancellationToken cancellationToken)
    {
        var next = _timeline.Next;
        if (Parse(file) is not var (msn, part) || msn < next.Msn - (2 * _timeline.Window) || msn < _timeline.FirstMsn)
        {
            return null;
        }

        var media = _media(rendition, Generation(view));
        var tag = Tag(view, $"{rendition}-{file}");
        if (part is not { } index)
        {
            return msn > next.Msn || (msn == next.Msn && _timeline.HasEnded)
                ? null
                : new SegmentContent(media, _timeline, msn)
                {
                    ContentType = "video/mp4",
                    CacheControl = _options.MediaCacheControl,
                    ETag = tag,
                    LastModified = DateTimeOffset.UnixEpoch.AddDays(_options.Generation),
                };
        }

        var wanted = new LivePosition(msn, index);
        if (_options.Flavour != HlsFlavour.PartFiles || wanted > next || (wanted == next && !await _timeline.WaitAsync(wanted, cancellationToken)))
        {
            return null;
        }

        return index < _timeline.PartsOf(msn) ? Media(PartOf(media, wanted), tag) : null;
    }
}
