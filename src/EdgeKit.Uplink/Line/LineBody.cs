using System.Net;
using System.Net.Http.Headers;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Uplink.Line;

/// <summary>The body of the request that is the line: it is written for as long as the line is open.</summary>
internal sealed class LineBody : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    public LineBody(Func<Stream, CancellationToken, Task> write)
    {
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue(LineFrames.ContentType);
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream, CancellationToken.None);

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => _write(stream, cancellationToken);

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
