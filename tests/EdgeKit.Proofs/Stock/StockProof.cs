using System.Globalization;
using EdgeKit.Proofs.Stock.Model;

namespace EdgeKit.Proofs.Stock;

/// <summary>Nothing is ever oversold: not in any state of the rules' model.</summary>
internal static class StockProof
{
    public static Proof Proof { get; } = new(
        "nothing is ever oversold: every state of a small model of the rules.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal),
        RunAsync);

    private static Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken) => Task.FromResult(Explore(cancellationToken));

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
}
