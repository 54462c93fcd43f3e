using System.Globalization;
using EdgeKit.Proofs.Stock.Model;
using EdgeKit.Proofs.Stock.Processes;
using EdgeKit.Simulation.Schedules;

namespace EdgeKit.Proofs.Stock;

/// <summary>Nothing is ever oversold: not in any state of a model of the rules, and not by the real rules in any of many random schedules.</summary>
internal static class StockProof
{
    private const string Scratch = "/dev/shm";
    private const int ShownFaults = 20;

    public static Proof Proof { get; } = new(
        "nothing is ever oversold, every unit is explained: every state of a small model of the rules, then random schedules of the real kit and cloud rules, then of the published programs.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["schedules"] = ("how many of the real rules; 0 for none", "1000"),
            ["steps"] = ("in each", "150"),
            ["seed"] = ("of the first schedule; the next one's is one more", "1"),
            ["processes"] = ("schedules of the published programs; 0 for none", "50"),
            ["model"] = ("whether to explore the model, yes or no", "yes"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var holds = arguments.Text("model") != "yes" || Explore(cancellationToken);
        holds &= await RunSchedulesAsync(arguments.Number("seed"), arguments.Number("schedules"), arguments.Number("steps"), cancellationToken);
        return await RunProcessesAsync(arguments.Number("seed"), arguments.Number("processes"), cancellationToken) && holds;
    }

    private static bool Explore(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var limits in StockModels.All)
        {
            var started = TimeProvider.System.GetTimestamp();
            var explored = Explorer.Run(new StockModel(limits), cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"model of {limits.Name}: {explored.States:N0} states, {explored.Steps:N0} steps between them, at most {explored.Depth} from the start, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s"));
            if (explored.Broken is not null)
            {
                Console.WriteLine($"  {explored.Broken}:");
                explored.Trace.ToList().ForEach(static step => Console.WriteLine($"    {step}"));
                holds = false;
            }
        }

        return holds;
    }

    private static async Task<bool> RunSchedulesAsync(int seed, int schedules, int steps, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists(Scratch) ? Scratch : Path.GetTempPath(), Path.GetRandomFileName()));
        var gate = new Lock();
        var tally = new ScheduleTally();
        var faulty = new List<ScheduleResult>();
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(seed, schedules), cancellationToken, async (one, token) =>
            {
                var directory = Path.Combine(folder.FullName, one.ToString(CultureInfo.InvariantCulture));
                var result = await StockSchedule.RunAsync(one, steps, directory, token);
                Directory.Delete(directory, recursive: true);
                lock (gate)
                {
                    tally.Add(result.Tally);
                    if (result.Faults.Count > 0)
                    {
                        faulty.Add(result);
                    }
                }
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Say(string.Create(CultureInfo.InvariantCulture, $"of {steps} steps of the real rules"), seed, schedules, tally, faulty, started);
    }

    private static async Task<bool> RunProcessesAsync(int seed, int schedules, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var tally = new ScheduleTally();
        var faulty = new List<ScheduleResult>();
        for (var one = seed; one < seed + schedules; one++)
        {
            var result = await ProcessSchedule.RunAsync(one, cancellationToken);
            tally.Add(result.Tally);
            if (result.Faults.Count > 0)
            {
                faulty.Add(result);
            }
        }

        return Say("of the published programs", seed, schedules, tally, faulty, started);
    }

    private static bool Say(string what, int seed, int schedules, ScheduleTally tally, List<ScheduleResult> faulty, long started)
    {
        if (schedules == 0)
        {
            return true;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{schedules} schedules {what}, seeds {seed} to {seed + schedules - 1}: {schedules - faulty.Count} right, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s"));
        Console.WriteLine($"  {tally}");
        foreach (var result in faulty.OrderBy(static result => result.Seed).Take(ShownFaults))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  seed {result.Seed}:"));
            result.Faults.ToList().ForEach(static fault => Console.WriteLine($"    {fault}"));
        }

        return faulty.Count == 0;
    }
}
