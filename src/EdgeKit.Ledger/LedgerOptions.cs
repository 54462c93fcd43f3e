using EdgeKit.Kernel.Configuration;
using EdgeKit.Ledger.Holds;

namespace EdgeKit.Ledger;

/// <summary>Section <c>orders</c>: how orders are taken and how long they stay on the kit.</summary>
public sealed class LedgerOptions
{
    private LedgerOptions(SettingsSection section)
    {
        Keep = section.Duration("keep", TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        KeepRecords = section.Number("keepRecords", 10_000, 0, 10_000_000);
        Waiting = section.Number("waiting", 1024, 16, 65_536);
        Holds = section.Section("holds", HoldOptions.Read);
    }

    /// <summary>Uptime of the kit that a record and its idempotency key stay after the cloud has confirmed it (1 h to 10 years, 7 days).</summary>
    public TimeSpan Keep { get; }

    /// <summary>The newest so many records stay whatever their age, for a cloud that was restored from a backup (0 to 10,000,000; 10,000).</summary>
    public int KeepRecords { get; }

    /// <summary>Orders that may wait for the disk at once; more are told to come back (16 to 65,536; 1,024).</summary>
    public int Waiting { get; }

    /// <summary>How goods are reserved.</summary>
    public HoldOptions Holds { get; }

    /// <summary>Reads the section.</summary>
    public static LedgerOptions Read(SettingsSection section) => new(section);
}
