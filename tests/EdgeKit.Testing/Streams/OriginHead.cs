using System.Globalization;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>The head of an HTTP/1.1 request.</summary>
/// <param name="Method">GET, PUT, …</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query without its question mark, or nothing.</param>
/// <param name="Headers">Its headers; the last of a name counts.</param>
internal sealed record OriginHead(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether a body follows in chunks.</summary>
    public bool IsChunked => Headers.GetValueOrDefault("Transfer-Encoding")?.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Bytes of body that follow otherwise.</summary>
    public long BodyLength => long.Parse(Headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);

    /// <summary>Whether a body follows.</summary>
    public bool HasBody => IsChunked || BodyLength > 0;

    /// <summary>Whether the client ends the connection after this.</summary>
    public bool Closes => string.Equals(Headers.GetValueOrDefault("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one, without the empty line at its end.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static OriginHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new IOException($"'{lines[0]}' is no request line");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[colon < 0 ? throw new IOException($"'{line}' is no header") : line[..colon]] = line[(colon + 1)..].Trim();
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? new OriginHead(method, target, "", headers) : new OriginHead(method, target[..query], target[(query + 1)..], headers);
    }
}
