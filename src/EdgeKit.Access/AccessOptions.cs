using EdgeKit.Access.Pairing;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Access;

/// <summary>Section <c>security</c>: who may come in from the LAN, and how much anyone may ask.</summary>
public sealed class AccessOptions
{
    private AccessOptions(SettingsSection section)
    {
        IsOpen = string.Equals(section.Choice("access", "paired", "paired", "open"), "open", StringComparison.Ordinal);
        DeviceRate = section.Number("deviceRate", 50, 1, 10_000);
        GuestRate = section.Number("guestRate", 20, 1, 10_000);
        GuestsRate = section.Number("guestsRate", 400, 1, 100_000);
        var file = section.Text("setupCodeFile", 4096, "the path of a file with a setup code", File.Exists) ?? Credential.Find("setup-code");
        SetupCode = file is null ? null : ReadSetupCode(section, file);
    }

    /// <summary>Everyone on the LAN may do everything: <c>access: open</c>, a fault that the kit names.</summary>
    public bool IsOpen { get; }

    /// <summary>Requests a second of one paired device, ten seconds' worth at once (1 to 10,000; 50). Streams do not count.</summary>
    public int DeviceRate { get; }

    /// <summary>Requests a second of one address without a token (1 to 10,000; 20).</summary>
    public int GuestRate { get; }

    /// <summary>Requests a second of all guests together, so that they leave room for tills (1 to 100,000; 400).</summary>
    public int GuestsRate { get; }

    /// <summary>
    /// The code that lets the first owner in, where nobody has a shell on the kit: <c>setupCodeFile</c>, or the credential <c>setup-code</c> that systemd
    /// gives the service (systemd.exec(5), LoadCredential). Null where there is none. It counts while no owner is paired.
    /// </summary>
    internal string? SetupCode { get; }

    /// <summary>Reads the section.</summary>
    public static AccessOptions Read(SettingsSection section) => new(section);

    private static string? ReadSetupCode(SettingsSection section, string file)
    {
        const int Longest = 64;
        try
        {
            var text = new FileInfo(file).Length > Longest ? "" : File.ReadAllText(file).Trim();
            if (PairingCode.Parse(text) is { } code)
            {
                return code;
            }

            section.Refuse("setupCodeFile", $"{file} holds no setup code; expected {PairingCode.Expected}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            section.Refuse("setupCodeFile", $"{file} cannot be read: {exception.Message}");
        }

        return null;
    }
}
