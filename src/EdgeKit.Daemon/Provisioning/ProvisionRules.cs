using System.Text;
using EdgeKit.Access;
using EdgeKit.Market;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>What may stand in a provisioning file.</summary>
internal static class ProvisionRules
{
    public const string KitIdExpected = "1 to 63 letters, digits and hyphens that begin and end with a letter or digit, such as kit-17";
    public const string SsidExpected = "the network's name, 1 to 32 bytes of text";
    public const string PassphraseExpected = "8 to 63 letters, digits and signs of plain ASCII";
    public const string TokenExpected = "the token that 'edgekit-cloud kit add' printed";
    public const string SetupCodeExpected = AccessModule.SetupCodeExpected;
    public const string MarketKeyExpected = "the text of the file that 'edgekit market key' wrote";
    public const string CountryExpected = "two capital letters, such as DE";
    public const string InterfaceExpected = "a network interface, such as wlan0";

    private const int MaxSsidBytes = 32;
    private const int MaxInterface = 15;

    /// <summary>It is also the host's name (RFC 1123, 2.1).</summary>
    public static bool IsKitId(string id) =>
        char.IsAsciiLetterOrDigit(id[0]) && char.IsAsciiLetterOrDigit(id[^1]) && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>IEEE 802.11, 9.4.2.2.</summary>
    public static bool IsSsid(string ssid) => Encoding.UTF8.GetByteCount(ssid) is > 0 and <= MaxSsidBytes;

    /// <summary>IEEE 802.11, annex J.4.1.</summary>
    public static bool IsPassphrase(string passphrase) => passphrase.Length is >= 8 and <= 63 && passphrase.All(static letter => letter is >= ' ' and <= '~');

    /// <summary>One word that fits in a header.</summary>
    public static bool IsToken(string token) => token.Length is >= 16 and <= 256 && token.All(static letter => letter is > ' ' and <= '~');

    public static bool IsSetupCode(string code) => AccessModule.IsSetupCode(code);

    public static bool IsMarketKey(string key) => MarketModule.IsKey(key);

    public static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);

    public static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    public static bool IsTimeZone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

    public static bool IsInterface(string name) => name.Length <= MaxInterface && char.IsAsciiLetter(name[0]) && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
