using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Cloud.Access;

/// <summary>256 random bits that say who calls. Only the SHA-256 is kept, so that a stolen store opens nothing.</summary>
internal static class Token
{
    private const string Prefix = "ekc_";

    /// <summary>Makes one, to be shown once.</summary>
    public static string Make()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        return Prefix + Base64Url.EncodeToString(random);
    }

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
