using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Storage;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till;

/// <summary>Says how selling is.</summary>
internal sealed class BannerText(IUplinkState uplink, ILedgerStorage ledger, ShutdownNotice shutdown, ClockText clock)
{
    /// <summary>As it is now.</summary>
    public Banner Now => Of(uplink.View, ledger.Storage.Current == StorageState.Ready ? null : ledger.Fault ?? "the ledger is not open", shutdown.Reason, clock);

    /// <summary>What is said of an uplink, a disk and a shutdown.</summary>
    /// <param name="uplink">How the way to the cloud is.</param>
    /// <param name="fault">Why the disk takes nothing; null while it does.</param>
    /// <param name="stopping">Why the kit goes off; null while it does not.</param>
    /// <param name="clock">Says times.</param>
    public static Banner Of(UplinkView uplink, string? fault, string? stopping, ClockText clock)
    {
        if (fault is not null || stopping is not null)
        {
            return new Banner("stopped", "Nothing can be sold now", $"Orders are refused: {fault ?? stopping}. What was sold is safe on this box.", uplink.Queued);
        }

        return uplink.State switch
        {
            UplinkState.Online => new Banner("online", "Online", uplink.Queued == 0 ? "Nothing waits." : $"{Waiting(uplink.Queued)} on the way to the cloud.", uplink.Queued),
            UplinkState.Offline => new Banner(
                "offline",
                $"Offline since {clock.Time(uplink.Since)}",
                $"Selling works. Cards: use the terminal's own offline mode. {(uplink.Queued == 0 ? "Nothing waits yet" : Waiting(uplink.Queued) + (uplink.Queued == 1 ? " waits" : " wait"))}, none is lost.",
                uplink.Queued),
            UplinkState.Refused => new Banner(
                "refused",
                "The cloud refuses this kit",
                $"Selling works, and every order is kept on this box; none goes up until a person acts. Tell who runs the stall. {Waiting(uplink.Queued)} {(uplink.Queued == 1 ? "waits" : "wait")}.",
                uplink.Queued),
            UplinkState.Unknown => new Banner("none", "Looking for the cloud", "Selling works. Every order is on this box before its receipt.", uplink.Queued),
            UplinkState.None => new Banner("none", "On this box alone", "Selling works. There is no cloud to tell.", uplink.Queued),
        };
    }

    // Payments, refunds and deliveries wait as orders do.
    private static string Waiting(long records) => records == 1 ? "1 order or change" : FormattableString.Invariant($"{records} orders and changes");
}
