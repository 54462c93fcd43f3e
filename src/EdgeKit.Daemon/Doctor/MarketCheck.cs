using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Market;
using EdgeKit.Market;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The market: whether its key is for this kit alone, and which other kits answer.</summary>
/// <param name="options">The market.</param>
/// <param name="daemon">The running one, which knows who answers.</param>
internal sealed class MarketCheck(MarketOptions options, RunningKit daemon) : ICheck
{
    private const string NobodyThere = "See that the other kits are on and in the same network, and that it lets its devices speak to each other (no client isolation); where it carries no multicast, name them in market.peers.";
    private const string Compare = "Compare the key's mark, which the doctor of each kit says, and market.id; then bring the right key file to the kit that differs.";

    public string Name => "Market";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (!options.IsOn)
        {
            return [Finding.Ok(Name, "the kit is in none (market.id); goods of other kits are not known here")];
        }

        var view = await daemon.AskAsync("/api/v1/market", ContractsJson.Default.MarketView, cancellationToken);
        DoctorItem[] items = [Key(), view is null ? Finding.Unknown(Name, daemon.Silence, "Start the daemon, then run the doctor again.") : Kits(view)];
        return [.. items.OrderByDescending(static item => item.State)];
    }

    /// <summary>What the daemon says of the others.</summary>
    public DoctorItem Kits(MarketView view)
    {
        var there = view.Kits.Count == 0 ? "no other kit answers" : $"in touch with {Count(view.Kits.Count, "kit")}: {string.Join(", ", view.Kits.Select(static kit => $"{kit.Kit} ({kit.Name})"))}";
        var waits = view.Pending.Count == 0 ? "" : $"; {Count(view.Pending.Count, "transfer")} without an answer";
        return view.Strangers > 0 ? Finding.Warning(Name, $"{there}{waits}; {Count(view.Strangers, "device")} called with another key or for another market", Compare)
            : view.Kits.Count == 0 ? Finding.Warning(Name, $"{there}{waits}", NobodyThere)
            : view.Pending is [var oldest, ..] ? Finding.Warning(Name, $"{there}{waits}", $"Bring {oldest.From} back into the network: until it has said what it gave, {oldest.Quantity.ToString(CultureInfo.InvariantCulture)} {oldest.Sku} may be sold by nobody.")
            : Finding.Ok(Name, there);
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private DoctorItem Key()
    {
        // The service's group may read it; systemd's own credentials are for the service alone, whatever their mode seems to say.
        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var seen = $"{options.Id}, key {options.Fingerprint} from {options.KeyFile}";
        return (File.GetUnixFileMode(options.KeyFile!) & Others) == UnixFileMode.None
            ? Finding.Ok(Name, seen)
            : Finding.Fault(Name, $"{seen}, which others on this machine may read or write", $"chmod o-rwx,g-w {options.KeyFile}; if others may have read it, make a new key for all kits: edgekit market key FILE.");
    }
}
