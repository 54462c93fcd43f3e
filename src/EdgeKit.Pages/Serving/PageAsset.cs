using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace EdgeKit.Pages.Serving;

/// <summary>A file of the page in the spellings that browsers accept, each compressed once, when it is first asked for.</summary>
internal sealed class PageAsset
{
    /// <summary>Beyond this, the best compression takes a board seconds.</summary>
    private const int Large = 100_000;

    private readonly string _tag;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    /// <summary>Takes it.</summary>
    public PageAsset(string contentType, byte[] content)
    {
        ContentType = contentType;
        _tag = Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12));
        Identity = content;
        var level = content.Length > Large ? CompressionLevel.Optimal : CompressionLevel.SmallestSize;
        _brotli = new(() => Compress(content, to => new BrotliStream(to, level)));
        _gzip = new(() => Compress(content, to => new GZipStream(to, level)));
    }

    /// <summary>What it is.</summary>
    public string ContentType { get; }

    /// <summary>As it is.</summary>
    public ReadOnlyMemory<byte> Identity { get; }

    /// <summary>Compressed with brotli.</summary>
    public ReadOnlyMemory<byte> Brotli => _brotli.Value;

    /// <summary>Compressed with gzip.</summary>
    public ReadOnlyMemory<byte> Gzip => _gzip.Value;

    /// <summary>The validator of one spelling: two spellings are two things.</summary>
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
