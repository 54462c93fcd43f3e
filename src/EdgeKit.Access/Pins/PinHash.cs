using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Access.Pins;

/// <summary>The manager's PIN as it is kept: PBKDF2 (RFC 8018), slow enough that a stolen card does not give it away at once.</summary>
/// <param name="Salt">Random.</param>
/// <param name="Hash">Of the PIN.</param>
/// <param name="Rounds">How often it was hashed.</param>
internal sealed record PinHash(byte[] Salt, byte[] Hash, int Rounds)
{
    private const int Now = 100_000;

    /// <summary>Of a new PIN.</summary>
    public static PinHash Of(string pin)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PinHash(salt, Derive(pin, salt, Now), Now);
    }

    /// <summary>Whether it is this one.</summary>
    public bool Fits(string pin) => CryptographicOperations.FixedTimeEquals(Derive(pin, Salt, Rounds), Hash);

    private static byte[] Derive(string pin, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(pin), salt, rounds, HashAlgorithmName.SHA256, 32);
}
