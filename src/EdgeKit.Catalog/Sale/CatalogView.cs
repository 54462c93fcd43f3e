using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Catalog.Keeping;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Sale;

/// <summary>The catalogue on sale, with its answers ready to be sent. It never changes; another takes its place.</summary>
internal sealed class CatalogView
{
    // Phones ask for the catalogue over and over; it is packed once.
    private const int PackedFrom = 512;

    public CatalogView(KeptCatalog kept)
    {
        Kept = kept;
        Items = kept.Items.ToFrozenDictionary(static item => item.Sku, StringComparer.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(new CatalogSnapshot(kept.Version, kept.Items), ContractsJson.Default.CatalogSnapshot);
        var tag = Convert.ToHexStringLower(SHA256.HashData(body))[..16];
        Plain = new CatalogAnswer(body, $"\"{tag}\"", Encoding: null);
        var isPacked = body.Length >= PackedFrom;
        Brotli = isPacked ? new CatalogAnswer(Pack(body, static to => new BrotliStream(to, CompressionLevel.Optimal)), $"\"{tag}-br\"", "br") : Plain;
        Gzip = isPacked ? new CatalogAnswer(Pack(body, static to => new GZipStream(to, CompressionLevel.Optimal)), $"\"{tag}-gz\"", "gzip") : Plain;
    }

    /// <summary>What is on sale.</summary>
    public KeptCatalog Kept { get; }

    /// <summary>The items by SKU.</summary>
    public FrozenDictionary<string, CatalogItem> Items { get; }

    /// <summary>The answer as it is.</summary>
    public CatalogAnswer Plain { get; }

    /// <summary>The answer in brotli.</summary>
    public CatalogAnswer Brotli { get; }

    /// <summary>The answer in gzip.</summary>
    public CatalogAnswer Gzip { get; }

    private static byte[] Pack(byte[] body, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var stream = packer(packed))
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }
}
