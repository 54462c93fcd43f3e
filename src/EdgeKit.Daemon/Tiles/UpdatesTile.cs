using EdgeKit.Contracts.Tiles;
using EdgeKit.Daemon.Http;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Daemon.Tiles;

/// <summary>Which version runs, how it was provisioned, and how the last update of the card ended.</summary>
internal sealed class UpdatesTile(KitClock clock, TimeProvider time) : ITile
{
    private const string UpdateStatus = "/boot/firmware/edgekit-update-status.txt";
    private const int LongestStatus = 4096;

    private readonly long _started = time.GetTimestamp();

    public string Id => "updates";

    public int Place => 90;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(null);

    public async ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var faults = ProvisionFaults.Read();
        var update = await ReadUpdateAsync(cancellationToken);
        var now = clock.Now;
        var isSet = now.Clock >= Contracts.ClockState.Rtc;
        var (light, sentence, next) = (faults.Count, isSet) switch
        {
            ( > 0, _) => (TileLight.Amber, $"{Say.Count(faults.Count, "line")} of the provisioning file {(faults.Count == 1 ? "is" : "are")} wrong.", (string?)"Mend edgekit-provision.yaml on the card and switch on again."),
            (_, false) => (TileLight.Amber, "Nobody has told the kit the time; orders are in order all the same.", "It sets itself once the uplink is there."),
            _ => (TileLight.Green, update ?? "Runs as installed.", null),
        };
        return new Tile(
            Id,
            "Updates",
            light,
            DaemonVersion.Text.Split('+')[0],
            "EdgeKit",
            sentence,
            next,
            Value: null,
            [
                new TileSection("This daemon", [
                    new TileRow("Version", DaemonVersion.Text),
                    new TileRow("Running for", Say.Time(time.GetElapsedTime(_started))),
                    new TileRow("Memory", Say.Bytes(Environment.WorkingSet)),
                    new TileRow("Clock", $"{now.Time:yyyy-MM-dd HH:mm} UTC, {now.Clock.ToString().ToLowerInvariant()}", isSet ? TileLight.Green : TileLight.Amber),
                    new TileRow("Update of the card", update ?? "none"),
                ]),
                new TileSection("Provisioning", faults.Count == 0 ? [new TileRow("The provisioning file", "nothing is wrong")] : [.. faults.Select(static fault => new TileRow("Wrong", fault, TileLight.Amber))]),
            ]);
    }

    // Only a card's image has one.
    private static async Task<string?> ReadUpdateAsync(CancellationToken cancellationToken) =>
        File.Exists(UpdateStatus) && new FileInfo(UpdateStatus).Length <= LongestStatus
            ? (await File.ReadAllLinesAsync(UpdateStatus, cancellationToken)).FirstOrDefault(static line => line.Length > 0)
            : null;
}
