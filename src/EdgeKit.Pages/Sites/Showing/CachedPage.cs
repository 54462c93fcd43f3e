using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using EdgeKit.Pages.Serving;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>A page that is the same for everybody, in the spellings that browsers accept, each compressed once.</summary>
internal sealed class CachedPage
{
    // Pages are made anew when the stock changes: a level that a board does in a millisecond or two.
    private const CompressionLevel Level = CompressionLevel.Optimal;

    private readonly string _tag;
    private readonly byte[] _identity;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    public CachedPage(byte[] content)
    {
        _identity = content;
        _tag = Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12));
        _brotli = new(() => Compress(content, static to => new BrotliStream(to, Level)));
        _gzip = new(() => Compress(content, static to => new GZipStream(to, Level)));
    }

    /// <summary>Its bytes in one of the spellings.</summary>
    public ReadOnlyMemory<byte> In(string encoding) => encoding switch
    {
        AcceptedEncoding.Brotli => _brotli.Value,
        AcceptedEncoding.Gzip => _gzip.Value,
        _ => _identity,
    };

    /// <summary>The validator of one spelling.</summary>
    public string TagFor(string encoding) => $"\"{_tag}-{encoding}\"";

    private static byte[] Compress(byte[] content, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var to = compressor(compressed))
        {
            to.Write(content);
        }

        return compressed.ToArray();
    }
}
