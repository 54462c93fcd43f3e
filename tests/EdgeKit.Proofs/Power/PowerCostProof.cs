using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Power;

/// <summary>What the sensors cost: processor time beside a kit that has none, and what their history writes to the card.</summary>
internal static class PowerCostProof
{
    private const double MostShare = 0.01;
    private const double MostMegabytesADay = 50;
    private const double MinutesADay = 1440;

    // Of the seconds asked for, so many must be there: otherwise little was measured because little was done.
    private const double LeastRead = 0.95;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "eight simulated sensors of five quantities, a pack, a policy: read once a second for at most 1 % of one core more than a kit without any, and at most 50 MB of history a day.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["minutes"] = ("how long; the history is written every fifteen", "32"),
            ["sensors"] = ("how many", "8"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var (minutes, count) = (arguments.Number("minutes"), arguments.Number("sensors"));
        await using var bare = await KitProcess.StartNewAsync(new KitSetup(), cancellationToken);
        await using var measuring = await KitProcess.StartNewAsync(new KitSetup { Yaml = Yaml(count) }, cancellationToken);
        await Task.Delay(Settle, TimeProvider.System, cancellationToken);

        var began = TimeProvider.System.GetTimestamp();
        var (bareBefore, before) = (ProcessCost.Of(bare.Child.Pid), ProcessCost.Of(measuring.Child.Pid));
        for (var minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{minute,4} min  {(ProcessCost.Of(measuring.Child.Pid).Processor - before.Processor) / TimeProvider.System.GetElapsedTime(began):P2} of one core, {ProcessCost.Of(measuring.Child.Pid).WrittenBytes - before.WrittenBytes} bytes written; without sensors {(ProcessCost.Of(bare.Child.Pid).Processor - bareBefore.Processor) / TimeProvider.System.GetElapsedTime(began):P2}"));
        }

        var elapsed = TimeProvider.System.GetElapsedTime(began);
        var share = (ProcessCost.Of(measuring.Child.Pid).Processor - before.Processor - (ProcessCost.Of(bare.Child.Pid).Processor - bareBefore.Processor)) / elapsed;
        var written = ProcessCost.Of(measuring.Child.Pid).WrittenBytes - before.WrittenBytes;
        var megabytes = written / 1e6 * MinutesADay / elapsed.TotalMinutes;
        var least = await LeastReadAsync(measuring, count, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} sensors, {elapsed.TotalMinutes:0} min: {share:P2} of one core more than without ({MostShare:P0} allowed); {written} bytes written, {megabytes:0.0} MB a day ({MostMegabytesADay:0} allowed); resident {measuring.Child.ResidentBytes / 1048576.0:0.0} MiB beside {bare.Child.ResidentBytes / 1048576.0:0.0} MiB; of the last ten minutes' seconds at least {least:P1} were read"));
        return share <= MostShare && megabytes <= MostMegabytesADay && least >= LeastRead && written > 0;
    }

    private static async Task<double> LeastReadAsync(KitProcess kit, int count, CancellationToken cancellationToken)
    {
        var until = TimeProvider.System.GetUtcNow();
        var seconds = TimeSpan.FromMinutes(10);
        var least = 1.0;
        for (var sensor = 0; sensor < count; sensor++)
        {
            var uri = string.Create(CultureInfo.InvariantCulture, $"/api/v1/sensors/s{sensor}/history?step=1s&from={until - seconds:yyyy-MM-ddTHH:mm:ssZ}&to={until:yyyy-MM-ddTHH:mm:ssZ}");
            var history = (await kit.Http.GetFromJsonAsync(new Uri(uri, UriKind.Relative), ContractsJson.Default.HistoryView, cancellationToken))!;
            least = Math.Min(least, history.Series.Select(series => series.Points.Count / seconds.TotalSeconds).DefaultIfEmpty().Min());
        }

        return least;
    }

    private static string Yaml(int count)
    {
        var yaml = new StringBuilder("sensors:\n");
        for (var sensor = 0; sensor < count; sensor++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: s{sensor}, driver: simulated }}\n");
        }

        return yaml.Append("power:\n  packs:\n    - { id: main, sensor: s0, temperature: s1, capacity: 100Ah }\n  temperatures:\n    - { sensor: s2 }\n").ToString();
    }
}
