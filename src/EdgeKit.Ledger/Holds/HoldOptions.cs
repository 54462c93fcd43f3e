using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Ledger.Holds;

/// <summary>Section <c>orders.holds</c>: how long goods are reserved, and how many by whom.</summary>
public sealed class HoldOptions
{
    /// <summary>The shortest time that anybody may ask for.</summary>
    public static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(10);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan LongestTtl = TimeSpan.FromMinutes(30);

    private HoldOptions(SettingsSection section)
    {
        Ttl = section.Duration("ttl", TimeSpan.FromMinutes(8), ShortestTtl, LongestTtl);
        Most = section.Number("most", 2000, 1, 10_000);
        Share = section.Amount("share", 50, "%", 1, 100);
        PerDevice = section.Number("perDevice", 4, 1, 100);
    }

    /// <summary>How long a hold lasts for which nobody says (10 s to 30 min, 8 min).</summary>
    public TimeSpan Ttl { get; }

    /// <summary>Active holds at a time (1 to 10,000; 2,000).</summary>
    public int Most { get; }

    /// <summary>How much one guest's device may hold of what it could have of one SKU, but one unit always (1 to 100 %, 50 %).</summary>
    public double Share { get; }

    /// <summary>Active holds of one guest's device (1 to 100; 4).</summary>
    public int PerDevice { get; }

    /// <summary>Reads the section.</summary>
    public static HoldOptions Read(SettingsSection section) => new(section);
}
