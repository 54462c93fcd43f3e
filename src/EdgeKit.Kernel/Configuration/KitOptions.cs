namespace EdgeKit.Kernel.Configuration;

/// <summary>Section <c>kit</c>: which kit this is.</summary>
public sealed class KitOptions
{
    private KitOptions(SettingsSection section)
    {
        Id = section.RequiredText("id", 63, "1 to 63 letters, digits and hyphens, such as kit-17", IsId);
        Name = section.Text("name", 200) ?? Id;
        Currency = section.Text("currency", 3, "three capital letters, such as EUR", IsCurrency) ?? "EUR";
        TimeZone = section.Text("timeZone", 64, "a time zone of the IANA list, such as Europe/Berlin", static id => TimeZoneInfo.TryFindSystemTimeZoneById(id, out _)) ?? "UTC";
    }

    /// <summary>Names it to the cloud. Its trailing digits begin its receipts.</summary>
    public string Id { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>ISO 4217; every price of its catalogue is in it.</summary>
    public string Currency { get; }

    /// <summary>For times of day in words.</summary>
    public string TimeZone { get; }

    /// <summary>Reads the section.</summary>
    public static KitOptions Read(SettingsSection section) => new(section);

    private static bool IsId(string id) =>
        char.IsAsciiLetterOrDigit(id[0]) && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}
