using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>
/// Reads a provisioning file over what is kept. The file holds: a key that is not in it has no value any more. A key that is wrong
/// keeps the value it had, and so does a secret that was taken from the file.
/// </summary>
internal sealed class ProvisionReader(Provision kept)
{
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>The secrets that the file shows, which are to be taken from it.</summary>
    public IReadOnlySet<string> Secrets => _secrets;

    /// <summary>What holds now; what is wrong goes to <paramref name="faults"/>.</summary>
    public Provision Read(SettingsValue.Mapping root, ICollection<string> faults)
    {
        var settings = new Settings(root, "");
        var read = settings.Read("kit", ReadKit);
        read = settings.Read("wifi", section => ReadWifi(section, read));
        read = settings.Read("uplink", section => read with
        {
            UplinkUrl = Held(section, "url", section.Address("url", "https", "http"), kept.UplinkUrl),
            UplinkToken = Secret(section, "token", ProvisionRules.TokenExpected, ProvisionRules.IsToken, kept.UplinkToken),
        });
        read = settings.Read("power", section => read with
        {
            Board = Held(section, "board", Word(section, "board", $"one of {string.Join(", ", BoardProfile.Names)}", BoardProfile.Names.Contains), kept.Board),
        });
        read = settings.Read("security", section => read with
        {
            SetupCode = Secret(section, "setupCode", ProvisionRules.SetupCodeExpected, ProvisionRules.IsSetupCode, kept.SetupCode),
        });
        read = settings.Read("market", section => ReadMarket(section, read));
        settings.Skip("daemon");
        if (root.Find("daemon") is not (null or SettingsValue.Mapping or SettingsValue.Scalar { Text: null }))
        {
            settings.Refuse("daemon", "expected sections of the daemon's configuration, such as live or sensors, each on lines of its own");
        }

        settings.CheckUnread();
        foreach (var error in settings.Errors)
        {
            faults.Add(error);
        }

        return read with { Daemon = DaemonOf(root) is { } daemon ? DaemonSections.Write(daemon) : null, MadeId = kept.MadeId, MadePassphrase = kept.MadePassphrase, MadeSetupCode = kept.MadeSetupCode };
    }

    /// <summary>The daemon's sections, with their lines; null if there are none.</summary>
    public static SettingsValue.Mapping? DaemonOf(SettingsValue.Mapping root) => root.Find("daemon") as SettingsValue.Mapping;

    private Provision ReadKit(SettingsSection section) => new(
        Id: Held(section, "id", section.Text("id", 63, ProvisionRules.KitIdExpected, ProvisionRules.IsKitId), kept.Id),
        Name: Held(section, "name", section.Text("name", 200), kept.Name),
        TimeZone: Held(section, "timeZone", Word(section, "timeZone", "a time zone of the IANA list, such as Europe/Berlin", ProvisionRules.IsTimeZone), kept.TimeZone),
        Currency: Held(section, "currency", Word(section, "currency", "three capital letters, such as EUR", ProvisionRules.IsCurrency), kept.Currency));

    private Provision ReadWifi(SettingsSection section, Provision read) => read with
    {
        Country = Held(section, "country", Word(section, "country", ProvisionRules.CountryExpected, ProvisionRules.IsCountry), kept.Country),
        AccessPoint = section.Has("accessPoint") ? section.Section("accessPoint", ReadAccessPoint) : Nothing(section),
        Networks = [.. section.Sections("networks", ReadNetwork).OfType<WifiNetwork>()],
    };

    // Read all the same, so that a slip in its spelling can be named.
    private AccessPoint? Nothing(SettingsSection section)
    {
        section.Section("accessPoint", ReadAccessPoint);
        return null;
    }

    private Provision ReadMarket(SettingsSection section, Provision read)
    {
        var id = Held(section, "id", section.Text("id", 63, ProvisionRules.KitIdExpected, ProvisionRules.IsKitId), kept.MarketId);
        var key = Secret(section, "key", ProvisionRules.MarketKeyExpected, ProvisionRules.IsMarketKey, kept.MarketKey);
        if (id is null != key is null)
        {
            section.Refuse(id is null ? "id" : "key", "is missing: a market has an id and a key, the same at all its kits; without both this kit is in none");
        }

        return read with { MarketId = id, MarketKey = key };
    }

    private AccessPoint ReadAccessPoint(SettingsSection section) => new(
        Held(section, "ssid", Word(section, "ssid", ProvisionRules.SsidExpected, ProvisionRules.IsSsid), kept.AccessPoint?.Ssid),
        Secret(section, "passphrase", ProvisionRules.PassphraseExpected, ProvisionRules.IsPassphrase, kept.AccessPoint?.Passphrase),
        section.Number("channel", AccessPoint.UsualChannel, 1, 13),
        Word(section, "interface", ProvisionRules.InterfaceExpected, ProvisionRules.IsInterface) ?? AccessPoint.UsualInterface);

    private WifiNetwork? ReadNetwork(SettingsSection section)
    {
        var ssid = section.RequiredText("ssid", 63, ProvisionRules.SsidExpected, ProvisionRules.IsSsid);
        var before = kept.Networks?.FirstOrDefault(network => network.Ssid == ssid);
        var passphrase = Secret(section, "passphrase", ProvisionRules.PassphraseExpected, ProvisionRules.IsPassphrase, before?.Passphrase);
        var radio = Word(section, "interface", ProvisionRules.InterfaceExpected, ProvisionRules.IsInterface) ?? WifiNetwork.UsualInterface;

        // One whose passphrase is wrong is not joined as an open one.
        return ssid.Length == 0 || (passphrase is null && section.Has("passphrase")) ? null : new WifiNetwork(ssid, passphrase, radio);
    }

    private static string? Word(SettingsSection section, string key, string expected, Func<string, bool> isValid) => section.Text(key, 64, expected, isValid);

    private static T? Held<T>(SettingsSection section, string key, T? read, T? before)
        where T : class => read ?? (section.Has(key) ? before : null);

    private string? Secret(SettingsSection section, string key, string expected, Func<string, bool> isValid, string? before)
    {
        var text = section.Secret(key, expected, text => text == SecretsInFile.Taken || isValid(text));
        if (text == SecretsInFile.Taken)
        {
            if (before is null)
            {
                section.Refuse(key, "was taken from this file once, and this kit does not have it; write it again");
            }

            return before;
        }

        if (text is not null)
        {
            _secrets.Add(text);
        }

        return Held(section, key, text, before);
    }
}
