using System.Security;
using System.Text;
using System.Text.Unicode;

namespace EdgeKit.Streaming.Dash;

/// <summary>A DASH manifest as an origin wrote it, and what it says (ISO/IEC 23009-1). It never changes.</summary>
internal sealed class DashManifest
{
    /// <summary>The largest manifest that is read, in bytes.</summary>
    public const int MaximumBytes = 4 << 20;

    private const char ByteOrderMark = '\uFEFF';

    private readonly ReadOnlyMemory<byte> _body;
    private readonly string _text;
    private readonly IReadOnlyList<DashText> _rooted;

    internal DashManifest(
        ReadOnlyMemory<byte> body,
        string text,
        IReadOnlyList<DashRepresentation> representations,
        IReadOnlyList<DashText> rooted,
        IReadOnlyList<string> absoluteBaseUrls)
    {
        _body = body;
        _text = text;
        _rooted = rooted;
        Representations = representations;
        AbsoluteBaseUrls = absoluteBaseUrls;
    }

    /// <summary>More will come (type="dynamic").</summary>
    public required bool IsDynamic { get; init; }

    /// <summary>Tells one run of an encoder from the next: when its segments began to be there (availabilityStartTime), as written.</summary>
    public required string? Run { get; init; }

    /// <summary>How often to fetch it anew (minimumUpdatePeriod), in seconds; null for never.</summary>
    public required double? MinimumUpdateSeconds { get; init; }

    /// <summary>How far back viewers may go (timeShiftBufferDepth), in seconds; null for all the way.</summary>
    public required double? TimeShiftSeconds { get; init; }

    /// <summary>All representations, in the order of the manifest.</summary>
    public IReadOnlyList<DashRepresentation> Representations { get; }

    /// <summary>The BaseURLs, as written, that leave the manifest's folder: with a scheme, a host, or a slash in front. Each once.</summary>
    public IReadOnlyList<string> AbsoluteBaseUrls { get; }

    /// <summary>Reads <paramref name="mpd"/>, which is kept and must not change, or says why it cannot. Nothing it holds makes this throw or take long.</summary>
    public static DashManifest? TryRead(ReadOnlyMemory<byte> mpd, out string? why)
    {
        why = mpd.Length > MaximumBytes ? "larger than 4 MiB"
            : !Utf8.IsValid(mpd.Span) ? "not UTF-8"
            : null;
        if (why is not null)
        {
            return null;
        }

        // A byte order mark is no part of the text that is parsed; Rewrite writes it again.
        var text = Encoding.UTF8.GetString(mpd.Span).TrimStart(ByteOrderMark);
        return DashDocument.TryRead(text, out why) is { } root ? new DashManifestBuilder(text, root).Build(mpd, out why) : null;
    }

    /// <summary>
    /// What <paramref name="url"/> names: relative to the manifest's folder, or absolute where the manifest has absolute URLs; a query is
    /// ignored. Of several periods, the last that lists it counts, or else the last that could mean it. Null if nothing does.
    /// </summary>
    public DashMatch? Match(string url)
    {
        var path = DashUrl.WithoutQuery(url);
        DashMatch? possible = null;
        for (var index = Representations.Count - 1; index >= 0; index--)
        {
            var match = Representations[index].Match(path);
            if (match is { IsListed: true })
            {
                return match;
            }

            possible ??= match;
        }

        return possible;
    }

    /// <summary>
    /// Writes the manifest with other URLs, byte for byte the same otherwise. Asked about are those that leave its folder by their own form, in
    /// BaseURL, Location, PatchLocation and wherever segments are named, templates as written; never UTCTiming.
    /// </summary>
    /// <param name="rewrite">Given a URL, what to write; null leaves it.</param>
    public byte[] Rewrite(Func<string, string?> rewrite)
    {
        var marks = _body.Length - Encoding.UTF8.GetByteCount(_text);
        var written = new StringBuilder(_body.Length + 256);
        var from = 0;
        foreach (var place in _rooted)
        {
            if (rewrite(place.Value) is { } other)
            {
                written.Append(_text, from, place.Start - from).Append(SecurityElement.Escape(other));
                from = place.Start + place.Length;
            }
        }

        written.Append(_text, from, _text.Length - from);
        return [.. _body.Span[..marks], .. Encoding.UTF8.GetBytes(written.ToString())];
    }
}
