using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeKit.Catalog.Serving;

/// <summary>What a client has already.</summary>
internal static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> names <paramref name="tag"/>; weak and strong ones count alike (RFC 9110, 13.1.2).</summary>
    public static bool Has(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } values
        && EntityTagHeaderValue.TryParseList((IList<string>)ToList(values), out var tags)
        && tags.Any(known => known.Tag == "*" || known.Tag == tag);

    private static string[] ToList(StringValues values) => [.. values.OfType<string>()];
}
