using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Pages.Sites.Links;

/// <summary>
/// Links that only the kit can have made: what they name, with 128 bits of HMAC-SHA-256 over their purpose, their site and that. Whoever has
/// one may use it, as with a paper receipt.
/// </summary>
internal sealed class SignedLinks(LinkKey key)
{
    private const int SignatureBytes = 16;
    private const int SignatureLength = 22;
    private const int Longest = 4096;

    /// <summary>The last part of a link's address.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="site">Whose page it belongs to; empty for any.</param>
    /// <param name="subject">What it names: letters, digits, hyphens and underscores.</param>
    public string Sign(LinkPurpose purpose, string site, string subject) => subject + "." + SignatureOf(purpose, site, subject);

    /// <summary>What a link names; null if the kit did not sign it for this.</summary>
    public string? Open(LinkPurpose purpose, string site, string token)
    {
        if (token.Length is <= SignatureLength or > Longest || token[^(SignatureLength + 1)] != '.')
        {
            return null;
        }

        var subject = token[..^(SignatureLength + 1)];
        var signature = Encoding.UTF8.GetBytes(token[^SignatureLength..]);
        return CryptographicOperations.FixedTimeEquals(signature, Encoding.ASCII.GetBytes(SignatureOf(purpose, site, subject))) ? subject : null;
    }

    /// <summary>128 bits that stand for <paramref name="text"/> on this kit, from which nobody else gets it back.</summary>
    public string NameOf(string text)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes("name\n" + text), mac);
        return Convert.ToHexStringLower(mac[..SignatureBytes]);
    }

    private string SignatureOf(LinkPurpose purpose, string site, string subject)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"{purpose}\n{site}\n{subject}"), mac);
        return Base64Url.EncodeToString(mac[..SignatureBytes]);
    }
}
