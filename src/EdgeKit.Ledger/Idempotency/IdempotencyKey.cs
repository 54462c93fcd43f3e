using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Ledger.Idempotency;

/// <summary>
/// What makes a repeated request the same one (draft-ietf-httpapi-idempotency-key-header): 64 bits that stand for the key in
/// the index, and a fingerprint of the request it was used for.
/// </summary>
/// <param name="Hash">Of the key.</param>
/// <param name="Fingerprint">128 bits of the route and the body.</param>
internal readonly record struct IdempotencyKey(long Hash, UInt128 Fingerprint)
{
    /// <summary>The longest key.</summary>
    public const int MaxLength = 255;

    /// <summary>Makes one of a request's header, route and body.</summary>
    /// <param name="header">The header as it came; the quotes of a structured field may be there or not.</param>
    /// <param name="route">What is asked, such as <c>orders</c> or <c>void 018f…</c>.</param>
    /// <param name="body">The request's bytes.</param>
    /// <param name="key">The key.</param>
    /// <returns>False if the header is no key: 1 to 255 visible ASCII characters.</returns>
    public static bool TryCreate(string? header, string route, ReadOnlySpan<byte> body, out IdempotencyKey key)
    {
        key = default;
        var text = header is ['"', .., '"'] && header.Length >= 2 ? header[1..^1] : header;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> ascii = stackalloc byte[MaxLength];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(text, ascii)], hash);
        var index = BinaryPrimitives.ReadInt64BigEndian(hash);

        using var request = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        request.AppendData(Encoding.UTF8.GetBytes(route));
        request.AppendData([0]);
        request.AppendData(body);
        request.GetHashAndReset(hash);
        key = new IdempotencyKey(index, BinaryPrimitives.ReadUInt128BigEndian(hash));
        return true;
    }

    /// <summary>The fingerprint as it is stored.</summary>
    public byte[] FingerprintBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Fingerprint);
        return bytes;
    }

    /// <summary>Whether <paramref name="stored"/> is the fingerprint of the same request.</summary>
    public bool Matches(ReadOnlySpan<byte> stored) => stored.Length == 16 && BinaryPrimitives.ReadUInt128BigEndian(stored) == Fingerprint;
}
