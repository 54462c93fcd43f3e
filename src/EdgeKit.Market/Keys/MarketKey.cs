using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Market.Keys;

/// <summary>The secret that all kits of one market share: 32 random bytes. Nothing is sealed with it, only with keys that follow from it.</summary>
internal sealed class MarketKey
{
    /// <summary>What a file must hold, in words.</summary>
    public const string Expected = "32 random bytes as base64url or hexadecimal digits";

    private const int Length = 32;
    private const int LongestText = 256;

    private static readonly byte[] Salt = "edgekit market 1"u8.ToArray();

    private readonly byte[] _bytes;

    private MarketKey(byte[] bytes) => _bytes = bytes;

    /// <summary>As a file holds it.</summary>
    public string Text => Base64Url.EncodeToString(_bytes);

    /// <summary>A key that nobody has.</summary>
    public static MarketKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The key in a file.</summary>
    /// <returns>Null if it holds none.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static MarketKey? Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[LongestText];
        return Parse(Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, LongestText, throwOnEndOfStream: false)).Trim());
    }

    /// <summary>The key that <paramref name="text"/> spells; null if it spells none.</summary>
    public static MarketKey? Parse(string text)
    {
        var bytes = text.Length == 2 * Length && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text)
            : Base64Url.IsValid(text, out var length) && length == Length ? Base64Url.DecodeFromChars(text)
            : null;
        return bytes is null ? null : new MarketKey(bytes);
    }

    /// <summary>The key of one purpose in one market (HKDF-SHA-256, RFC 5869): who knows it learns nothing about the others.</summary>
    public byte[] For(string purpose, string market) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Length, Salt, Encoding.UTF8.GetBytes($"{purpose}\0{market}"));
}
