using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeKit.Testing.Kill;

namespace EdgeKit.Proofs;

/// <summary>kill -9 at random moments under load, with the cloud and the way to it failing in every way: nothing is lost, doubled or invented.</summary>
internal static class KillProof
{
    private const int DrainEvery = 25;

    public static Proof Proof { get; } = new(
        "kill -9 at random moments under load, with a cloud and a connection that fail too; all orders reconcile.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["rounds"] = ("how many", "200"),
            ["clients"] = ("tablets that sell at once", "16"),
            ["seed"] = ("repeats the moments and the order of faults", "1"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var (rounds, seed) = (arguments.Number("rounds"), arguments.Number("seed"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds, {arguments.Number("clients")} tablets, seed {seed}"));
        await using var stall = await KillRounds.StartAsync(seed, arguments.Number("clients"), cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        var faults = new List<string>();
        var round = 0;
        foreach (var scenario in Deck(seed).Take(rounds))
        {
            round++;
            var found = await stall.RunAsync(scenario, cancellationToken);
            faults.AddRange(found.Select(fault => string.Create(CultureInfo.InvariantCulture, $"round {round}, {scenario}: {fault}")));
            if (round % DrainEvery == 0 || round == rounds)
            {
                var report = await stall.DrainAndCompareAsync(cancellationToken);
                faults.AddRange(report.Faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"after round {round}: {fault}")));
                var took = TimeProvider.System.GetElapsedTime(started);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {round,4} rounds in {took.TotalSeconds:0} s, {took.TotalSeconds / round:0.00} s each: {report}"));
            }

            if (faults.Count > 0)
            {
                break;
            }
        }

        Print(stall.Tallies);
        var blind = stall.Tallies.Where(static pair => pair.Key is not (KillScenario.CloudConnected or KillScenario.Refused) && pair.Value.Struck == 0).ToArray();
        foreach (var (scenario, _) in blind)
        {
            Console.WriteLine($"{scenario} never met anything, so it shows nothing.");
        }

        faults.ForEach(Console.WriteLine);
        return faults.Count == 0 && blind.Length == 0;
    }

    /// <summary>All scenarios, shuffled, again and again.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Shuffles; the seed repeats it.")]
    private static IEnumerable<KillScenario> Deck(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            var all = Enum.GetValues<KillScenario>();
            random.Shuffle(all);
            foreach (var scenario in all)
            {
                yield return scenario;
            }
        }
    }

    private static void Print(IReadOnlyDictionary<KillScenario, KillTally> tallies)
    {
        Console.WriteLine("scenario             rounds  acked  refused  unknown  found  replayed  struck  queued  said");
        foreach (var (scenario, tally) in tallies.OrderBy(static pair => pair.Key))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{scenario,-20} {tally.Rounds,6} {tally.Acked,6} {tally.Refused,8} {tally.Unknown,8} {tally.Found,6} {tally.Replayed,9} {tally.Struck,7} {tally.Queued,7}  {tally.LastError}"));
        }

        Console.WriteLine("found: without an answer, asked for again, and the kit had it. queued: what the cloud lacked when the kit was killed, summed.");
    }
}
