namespace EdgeKit.Streaming.Dash;

/// <summary>
/// Resolves URLs of a manifest against its BaseURLs (RFC 3986 section 5.2), as text: a template's <c>$Number%05d$</c> is no URI, and must come
/// through as written. What is relative to the manifest stays so.
/// </summary>
internal static class DashUrl
{
    /// <summary>Whether it leaves the manifest's folder by its own form: with a scheme, a host, or a slash in front.</summary>
    public static bool IsRooted(string url) => url.StartsWith('/') || AuthorityLength(url) > 0;

    /// <summary><paramref name="reference"/> as it is meant in <paramref name="against"/>, an empty one being the manifest's folder.</summary>
    public static string Resolve(string against, string reference)
    {
        if (reference.Length == 0)
        {
            return against;
        }

        var authority = AuthorityLength(reference);
        if (authority > 0)
        {
            return reference[..authority] + WithoutDots(reference[authority..]);
        }

        var host = AuthorityLength(against);
        if (reference.StartsWith('/'))
        {
            return against[..host] + WithoutDots(reference);
        }

        var path = WithoutQuery(against[host..]);
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return against[..host] + WithoutDots((host > 0 && folder.Length == 0 ? "/" : folder) + reference);
    }

    /// <summary>The URL up to its query or fragment.</summary>
    public static string WithoutQuery(string url) => url.AsSpan().IndexOfAny('?', '#') is >= 0 and var at ? url[..at] : url;

    // Scheme and host, as in https://host or //host; 0 if it has neither.
    private static int AuthorityLength(string url)
    {
        var scheme = 0;
        while (scheme < url.Length && (char.IsAsciiLetterOrDigit(url[scheme]) || url[scheme] is '+' or '-' or '.'))
        {
            scheme++;
        }

        var start = scheme > 0 && scheme < url.Length && char.IsAsciiLetter(url[0]) && url[scheme] == ':' ? scheme + 1 : 0;
        if (!url.AsSpan(start).StartsWith("//"))
        {
            return start;
        }

        var end = url.AsSpan(start + 2).IndexOfAny('/', '?', '#');
        return end < 0 ? url.Length : start + 2 + end;
    }

    // A query may hold dots of its own.
    private static string WithoutDots(string url)
    {
        var path = WithoutQuery(url);
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.'))
        {
            return url;
        }

        var steps = new List<string>();
        var pieces = path.Split('/');
        for (var index = 0; index < pieces.Length; index++)
        {
            Take(steps, pieces[index], index == pieces.Length - 1);
        }

        return string.Join('/', steps) + url[path.Length..];
    }

    private static void Take(List<string> steps, string piece, bool isLast)
    {
        var goesUp = string.Equals(piece, "..", StringComparison.Ordinal);
        if (!goesUp && !string.Equals(piece, ".", StringComparison.Ordinal))
        {
            steps.Add(piece);
            return;
        }

        // A rooted path has an empty first step, above which there is nothing; above a relative one there is.
        if (goesUp && steps is [.., not ""] and not [.., ".."])
        {
            steps.RemoveAt(steps.Count - 1);
        }
        else if (goesUp && steps is not [""])
        {
            steps.Add(piece);
        }

        if (isLast)
        {
            steps.Add("");
        }
    }
}
