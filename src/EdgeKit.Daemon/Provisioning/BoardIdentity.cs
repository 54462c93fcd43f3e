using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>What a kit is called that nobody has named, and keeps being called.</summary>
internal static class BoardIdentity
{
    private const int Digits = 6;

    // No letter that is read as another or as a digit.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>
    /// <c>kit-</c> and six hexadecimal digits: the end of the board's serial number (Raspberry Pi: /proc/device-tree/serial-number).
    /// A board without one gets random digits; /etc/machine-id would be the same on every card of one image.
    /// </summary>
    public static string MakeId(string root)
    {
        var file = Path.Combine(root, "proc/device-tree/serial-number");
        var serial = File.Exists(file) ? Encoding.ASCII.GetString(File.ReadAllBytes(file)).TrimEnd('\0', '\n') : "";
        return "kit-" + (serial.Length >= Digits && serial.All(char.IsAsciiHexDigit) && serial.Any(static digit => digit != '0')
            ? serial[^Digits..].ToLowerInvariant()
            : RandomNumberGenerator.GetHexString(Digits, lowercase: true));
    }

    /// <summary>Twelve letters and digits (59 bits), in groups that can be read out.</summary>
    public static string MakePassphrase() => $"{Group()}-{Group()}-{Group()}";

    private static string Group() => RandomNumberGenerator.GetString(Letters, 4);
}
