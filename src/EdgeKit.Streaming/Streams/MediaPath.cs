using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Streaming.Origins;

namespace EdgeKit.Streaming.Streams;

/// <summary>Brings every spelling of an address to one: the path below the origin's folder, escaped as RFC 3986 has it, and the query.</summary>
internal static class MediaPath
{
    private const int MostLength = 2048;

    // RFC 3986, 2.3: what is never escaped; and the slash between segments.
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>The path of a request, without a query.</summary>
    /// <param name="decoded">Below <c>/live/{stream}/</c>, as the server decoded it.</param>
    /// <param name="path">The canonical path.</param>
    public static bool TryRead(string decoded, [NotNullWhen(true)] out string? path)
    {
        path = null;
        if (decoded.Length is 0 or > MostLength)
        {
            return false;
        }

        if (IsCanonical(decoded))
        {
            path = decoded;
            return true;
        }

        var segments = Array.ConvertAll(decoded.Split('/'), Uri.UnescapeDataString);
        if (segments.SkipLast(1).Any(static segment => segment.Length == 0) || segments.Any(static segment => segment is ".." or "." || segment.AsSpan().ContainsAny('/', '\\') || segment.Any(char.IsControl)))
        {
            return false;
        }

        path = string.Join('/', segments.Select(Uri.EscapeDataString));
        return true;
    }

    /// <summary>What a URI in a playlist leads to.</summary>
    /// <param name="playlist">The canonical path of the playlist.</param>
    /// <param name="uri">As written there.</param>
    /// <param name="origins">A URI that leads into the folder of one of them is the stream's own.</param>
    /// <param name="from">The origin that sent the playlist.</param>
    /// <param name="path">The canonical path, with a query if the URI has one.</param>
    public static bool TryResolve(string playlist, string uri, IReadOnlyList<Origin> origins, Origin from, [NotNullWhen(true)] out string? path)
    {
        path = null;
        if (uri.Length is 0 or > MostLength || !Uri.TryCreate(new Uri(from.Address, playlist), uri, out var target))
        {
            return false;
        }

        foreach (var folder in origins.Select(static origin => origin.Address).Prepend(from.Address))
        {
            if (target.Scheme == folder.Scheme && target.Authority == folder.Authority && target.UserInfo.Length == 0
                && target.AbsolutePath.StartsWith(folder.AbsolutePath, StringComparison.Ordinal))
            {
                return TryRead(target.AbsolutePath[folder.AbsolutePath.Length..], out path) && Append(ref path, target.Query);
            }
        }

        return false;
    }

    /// <summary>The folder of a path, ending with a slash; empty at the top.</summary>
    public static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>
    /// What to write for a URI of a playlist: what leads into an origin's folder leads through the kit; what leads elsewhere on an
    /// origin's host would not be found at the kit, so it is written in full. Null leaves it as it is.
    /// </summary>
    public static string? Rewrite(LiveStream stream, string playlist, string uri, Origin from) =>
        !uri.StartsWith('/') && !Uri.TryCreate(uri, UriKind.Absolute, out _) ? null
        : TryResolve(playlist, uri, stream.Origins.All, from, out var target) ? stream.Address(target)
        : uri.StartsWith('/') && Uri.TryCreate(new Uri(from.Address, playlist), uri, out var elsewhere) ? elsewhere.AbsoluteUri
        : null;

    /// <summary>
    /// What to write for a rooted address of a DASH manifest, which may be a template: only what stands before it changes, so that what a
    /// player substitutes stays as it is. Null leaves it.
    /// </summary>
    public static string? RewriteTemplate(LiveStream stream, string uri, Origin from)
    {
        var folders = stream.Origins.All.Select(static origin => origin.Address.AbsoluteUri).Append(from.Address.AbsolutePath);
        return folders.FirstOrDefault(folder => uri.StartsWith(folder, StringComparison.Ordinal)) is { } folder ? stream.Address(uri[folder.Length..])
            : uri.StartsWith('/') && !uri.StartsWith("//", StringComparison.Ordinal) ? from.Address.GetLeftPart(UriPartial.Authority) + uri
            : null;
    }

    // Nearly every request is for such a path.
    private static bool IsCanonical(ReadOnlySpan<char> decoded) =>
        !decoded.ContainsAnyExcept(Unreserved) && decoded[0] is not ('/' or '.') && !decoded.Contains("/.", StringComparison.Ordinal) && !decoded.Contains("//", StringComparison.Ordinal);

    private static bool Append(ref string path, string query)
    {
        path += query;
        return true;
    }
}
