using EdgeKit.Proofs.Boards;
using EdgeKit.Proofs.Clocks;
using EdgeKit.Proofs.ColdStart;
using EdgeKit.Proofs.CrashStates;
using EdgeKit.Proofs.Disks;
using EdgeKit.Proofs.Fsync;
using EdgeKit.Proofs.Live;
using EdgeKit.Proofs.Power;
using EdgeKit.Proofs.Stock;

namespace EdgeKit.Proofs;

/// <summary>Every proof, by the name that <c>scripts/prove-NAME</c> and the command line know it by.</summary>
internal static class ProofList
{
    private const int Usage = 2;

    private static readonly IReadOnlyDictionary<string, Proof> All = new Dictionary<string, Proof>(StringComparer.Ordinal)
    {
        ["board"] = BoardProof.Proof,
        ["clock-jumps"] = ClockJumpProof.Proof,
        ["cold-start"] = ColdStartProof.Proof,
        ["crash-states"] = CrashStatesProof.Proof,
        ["disk-faults"] = DiskFaultProof.Proof,
        ["fsync"] = FsyncProof.Proof,
        ["kill"] = KillProof.Proof,
        ["live-soak"] = LiveSoakProof.Proof,
        ["power-cost"] = PowerCostProof.Proof,
        ["stock"] = StockProof.Proof,
    };

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (args is not [var name, .. var rest] || !All.TryGetValue(name, out var proof))
        {
            await Console.Error.WriteLineAsync($"Usage: EdgeKit.Proofs {string.Join('|', All.Keys)} [--help]");
            return Usage;
        }

        if (rest.Contains("--help", StringComparer.Ordinal))
        {
            Console.WriteLine($"prove-{name}: {proof.Summary}");
            foreach (var (option, (meaning, byDefault)) in proof.Options)
            {
                Console.WriteLine($"  --{option} ({byDefault})  {meaning}");
            }

            return 0;
        }

        if (ProofArguments.Parse(proof, rest, out var arguments) is { } error)
        {
            await Console.Error.WriteLineAsync(error);
            return Usage;
        }

        var holds = await proof.RunAsync(arguments, cancellationToken);
        Console.WriteLine(holds ? $"prove-{name}: holds" : $"prove-{name}: DOES NOT HOLD");
        return holds ? 0 : 1;
    }
}
