using System.Security.Cryptography;

namespace EdgeKit.Access.Pairing;

/// <summary>
/// Eight letters for a person to read and type, of twenty that make no words and are not mistaken for one another (RFC 8628, section 6.1):
/// 34 bits, which five tries a minute do not find in five minutes.
/// </summary>
internal static class PairingCode
{
    /// <summary>What a code is, in words.</summary>
    public const string Expected = "eight letters of BCDFGHJKLMNPQRSTVWXZ, such as BCDF-GHJK";

    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 8;

    /// <summary>A new one, without its hyphen.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>As people see it.</summary>
    public static string Show(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What a person typed, as it is kept; null if it cannot be a code.</summary>
    public static string? Parse(string typed)
    {
        if (typed.Length > 40)
        {
            return null;
        }

        var code = string.Concat(typed.Where(static letter => letter is not (' ' or '-')).Select(char.ToUpperInvariant));
        return code.Length == Length && code.All(static letter => Letters.Contains(letter, StringComparison.Ordinal)) ? code : null;
    }
}
