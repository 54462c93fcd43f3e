using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Market.Serving;

/// <summary>
/// A transfer that somebody asks for by hand has its id from the request's key, so that a repetition is the same transfer, also after a
/// restart: its first half from the key, its second from what is asked, as a UUID of version 8 (RFC 9562, 5.8).
/// </summary>
internal static class TransferIds
{
    private const int LongestKey = 255;

    /// <summary>The id of a request; null if <paramref name="header"/> is no key: 1 to 255 visible ASCII characters.</summary>
    public static Guid? Of(Guid incarnation, string? header, string sku, ReadOnlySpan<byte> body)
    {
        var key = header is ['"', .., '"'] && header.Length >= 2 ? header[1..^1] : header;
        if (string.IsNullOrEmpty(key) || key.Length > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }

        Span<byte> id = stackalloc byte[16];
        SHA256.HashData([.. incarnation.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(key)]).AsSpan(0, 8).CopyTo(id);
        SHA256.HashData([.. Encoding.UTF8.GetBytes(sku), 0, .. body]).AsSpan(0, 8).CopyTo(id[8..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>Whether two ids have the same key and not the same request.</summary>
    public static bool IsReused(Guid id, Guid other) => id != other && FirstHalf(id) == FirstHalf(other);

    private static long FirstHalf(Guid id) => BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true));
}
