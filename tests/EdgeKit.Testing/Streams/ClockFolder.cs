using System.Globalization;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>Tells players the time, as <c>UTCTiming</c> of DASH wants it (<c>urn:mpeg:dash:utc:http-xsdate:2014</c>).</summary>
internal sealed class ClockFolder(TimeProvider time) : IOriginFolder
{
    /// <inheritdoc />
    public string Path => "/time";

    /// <inheritdoc />
    public ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken) =>
        ValueTask.FromResult<OriginContent?>(Now());

    private BytesContent Now() =>
        new(Encoding.ASCII.GetBytes(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))) { CacheControl = "no-store" };
}
