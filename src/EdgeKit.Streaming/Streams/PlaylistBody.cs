using System.IO.Compression;
using System.Security.Cryptography;

namespace EdgeKit.Streaming.Streams;

/// <summary>A rendered playlist, compressed once however many ask for it.</summary>
/// <param name="Bytes">As it is sent.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="ETag">Changes with the bytes.</param>
/// <param name="CheckedAt">The monotonic timestamp at which the origin last said that it is so.</param>
/// <param name="AgeSeconds">How old it was then.</param>
internal sealed record PlaylistBody(byte[] Bytes, string ContentType, string ETag, long CheckedAt, long AgeSeconds)
{
    private readonly Lazy<byte[]> _compressed = new(() => Compress(Bytes));

    /// <summary>With gzip.</summary>
    public byte[] Compressed => _compressed.Value;

    /// <summary>An entity tag for <paramref name="bytes"/>.</summary>
    public static string Tag(ReadOnlySpan<byte> bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"";

    private static byte[] Compress(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
