using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Shutdown;

/// <summary>Section <c>power.shutdown</c>: how the kit goes off.</summary>
public sealed class ShutdownOptions
{
    // What edgekit.service sets: a program that its sandbox lets the daemon run.
    private const string OfService = "EDGEKIT_POWEROFF";

    private static readonly string[] Logind = ["systemctl", "poweroff"];

    private ShutdownOptions(SettingsSection section)
    {
        Command = section.Texts("command", "a program and its arguments, such as [systemctl, poweroff]", static part => part.Length is > 0 and <= 4096) ?? ByDefault();
        Grace = section.Duration("grace", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Push = section.Duration("push", TimeSpan.FromSeconds(20), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Watts = section.Amount("draws", 15, "W", 0.1, 5000);
        WakeAfter = section.Has("wakeAfter") ? section.Duration("wakeAfter", TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)) : null;
    }

    /// <summary>The program that switches off, and its arguments: what the service names, else <c>systemctl poweroff</c>, which asks logind, or what the maker of the UPS provides.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>How long people can read that the kit goes off (0 to 5 min; 10 s).</summary>
    public TimeSpan Grace { get; }

    /// <summary>How long the cloud is given to take what is queued (0 to 5 min; 20 s).</summary>
    public TimeSpan Push { get; }

    /// <summary>What the kit draws meanwhile, in watts (15): with it is reckoned whether the pack lasts.</summary>
    public double Watts { get; }

    /// <summary>The board's clock wakes the kit after so long, since a board that went off while power came back has nobody to switch it on; null for never.</summary>
    public TimeSpan? WakeAfter { get; }

    /// <summary>Who reads it that the kit goes off.</summary>
    internal ShutdownStep Announce => new("announce", Grace + TimeSpan.FromSeconds(1));

    /// <summary>Orders that were accepted reach the disk.</summary>
    internal ShutdownStep Commit { get; } = new("finish commits", TimeSpan.FromSeconds(10));

    /// <summary>The cloud takes what is queued.</summary>
    internal ShutdownStep PushOn => new("push", Push + TimeSpan.FromSeconds(1));

    /// <summary>The disks take what the kernel holds.</summary>
    internal ShutdownStep Sync { get; } = new("sync disks", TimeSpan.FromSeconds(20));

    /// <summary>Everything ends and the power goes.</summary>
    internal ShutdownStep Off { get; } = new("power off", TimeSpan.FromSeconds(30));

    /// <summary>All of it, in order.</summary>
    internal IReadOnlyList<ShutdownStep> Steps => [Announce, Commit, PushOn, Sync, Off];

    internal static ShutdownOptions Read(SettingsSection section) => new(section);

    private static string[] ByDefault() => Environment.GetEnvironmentVariable(OfService) is { Length: > 0 } program ? [program] : Logind;
}
