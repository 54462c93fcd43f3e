namespace EdgeKit.Streaming.Origins;

/// <summary>An answer whose head has come.</summary>
internal sealed class OriginAnswer(HttpResponseMessage message, Origin origin) : IDisposable
{
    public HttpResponseMessage Message { get; } = message;

    public Origin Origin { get; } = origin;

    public int Status => (int)Message.StatusCode;

    /// <summary>
    /// Whether the protocol says where the body ends. A body that ends with its connection could be cut anywhere and look whole
    /// (RFC 9112, 8), so nothing is made of it.
    /// </summary>
    public bool EndIsTold =>
        Message.Content.Headers.ContentLength is not null || Message.Headers.TransferEncodingChunked is true || Message.Version.Major >= 2;

    /// <inheritdoc />
    public void Dispose() => Message.Dispose();
}
