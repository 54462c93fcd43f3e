using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace EdgeKit.Pages.Serving;

/// <summary>A file of the page, compressed once, in the spellings that browsers accept.</summary>
internal sealed class PageAsset
{
    private readonly string _tag;

    /// <summary>Compresses it.</summary>
    public PageAsset(string contentType, byte[] content)
    {
        ContentType = contentType;
        _tag = Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12));
        Identity = content;
        Brotli = Compress(content, static to => new BrotliStream(to, CompressionLevel.SmallestSize));
        Gzip = Compress(content, static to => new GZipStream(to, CompressionLevel.SmallestSize));
    }

    /// <summary>What it is.</summary>
    public string ContentType { get; }

    /// <summary>As it is.</summary>
    public ReadOnlyMemory<byte> Identity { get; }

    /// <summary>Compressed with brotli.</summary>
    public ReadOnlyMemory<byte> Brotli { get; }

    /// <summary>Compressed with gzip.</summary>
    public ReadOnlyMemory<byte> Gzip { get; }

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
