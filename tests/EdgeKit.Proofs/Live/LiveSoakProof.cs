namespace EdgeKit.Proofs.Live;

/// <summary>A long evening in little time: viewers come and go, the origin fails now and then, and the kit takes no more of anything in the end than in the middle.</summary>
internal static class LiveSoakProof
{
    private const int MostShown = 10;
    private const int MostLines = 40;

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "viewers of three renditions come and go while the origin fails now and then: every object whole, nothing written to the card, memory, files and threads flat.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["minutes"] = ("how long they watch", "10"),
            ["viewers"] = ("how many at a time", "200"),
            ["speed"] = ("media seconds published in a second", "10"),
            ["seed"] = ("repeats who comes when and what fails", "1"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        await using var stall = await SoakStall.StartAsync(arguments.Number("speed"), cancellationToken);
        var soak = new LiveSoak(stall, arguments.Number("seed"));
        await soak.IdleAsync(cancellationToken);
        await soak.RunAsync(TimeSpan.FromMinutes(arguments.Number("minutes")), arguments.Number("viewers"), cancellationToken);
        var faults = await soak.JudgeAsync(cancellationToken);
        foreach (var kind in faults.GroupBy(static fault => fault.Split(':')[0], StringComparer.Ordinal))
        {
            Console.WriteLine($"  FAULT, {kind.Count()} x");
            kind.Take(MostShown).ToList().ForEach(static fault => Console.WriteLine($"    {fault}"));
        }

        if (faults.Count > 0)
        {
            Console.WriteLine($"The kit printed last:\n{string.Join('\n', stall.Kit.Child.Output.Split('\n').TakeLast(MostLines))}");
        }

        return faults.Count == 0;
    }
}
