namespace EdgeKit.Testing.Streams;

/// <summary>One request that reached an origin, and what became of it.</summary>
public sealed class OriginRequest
{
    private long _bodyBytes;

    /// <summary>Whether a fault cut the answer short.</summary>
    internal bool IsCut { get; set; }

    internal OriginRequest(string method, string path, string query, IReadOnlyDictionary<string, string> headers, long receivedAt)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        ReceivedAt = receivedAt;
    }

    /// <summary>GET, HEAD, …</summary>
    public string Method { get; }

    /// <summary>The path, without the query.</summary>
    public string Path { get; }

    /// <summary>The query without its question mark, or nothing.</summary>
    public string Query { get; }

    /// <summary>All its headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Its <c>Range</c>.</summary>
    public string? Range => Headers.GetValueOrDefault("Range");

    /// <summary>Its <c>If-Range</c>.</summary>
    public string? IfRange => Headers.GetValueOrDefault("If-Range");

    /// <summary>When its head was there, as a timestamp of the origin's clock.</summary>
    public long ReceivedAt { get; }

    /// <summary>The status it got; 0 as long as there is none.</summary>
    public int Status { get; internal set; }

    /// <summary>Bytes of body sent so far, without chunk framing.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Whether the answer has ended, one way or the other.</summary>
    public bool HasEnded { get; internal set; }

    /// <summary>Whether it ended as it should: neither a fault nor the client cut it short.</summary>
    public bool IsWhole { get; internal set; }

    /// <inheritdoc />
    public override string ToString() =>
        FormattableString.Invariant($"{Method} {Path}{(Query.Length > 0 ? "?" + Query : "")}{(Range is null ? "" : " " + Range)} -> {Status}, {BodyBytes} bytes{(IsWhole ? "" : HasEnded ? ", cut" : ", going on")}");

    /// <summary>The same request for another path.</summary>
    internal OriginRequest At(string path) => new(Method, path, Query, Headers, ReceivedAt);

    internal string? QueryValue(string name) =>
        Query.Split('&')
            .Select(static pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && string.Equals(pair[0], name, StringComparison.Ordinal))
            .Select(static pair => pair[1])
            .FirstOrDefault();

    internal void Sent(int bodyBytes) => Interlocked.Add(ref _bodyBytes, bodyBytes);
}
