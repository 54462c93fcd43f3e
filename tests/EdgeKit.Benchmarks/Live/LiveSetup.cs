using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What holds for all sections of a run.</summary>
/// <param name="Arguments">As given.</param>
/// <param name="Rivals">Who takes part.</param>
/// <param name="Rounds">How often each does what takes a moment.</param>
/// <param name="Viewers">How many watch; 0 for what the section is used to.</param>
/// <param name="ObeysNoCache">Whether nginx and Varnish fetch a <c>no-cache</c> playlist for each viewer.</param>
internal sealed record LiveSetup(BenchArguments Arguments, IReadOnlyList<string> Rivals, int Rounds, int Viewers, bool ObeysNoCache)
{
    /// <summary>The one that the targets are for.</summary>
    public const string Own = "edgekit";

    /// <summary>The rate at which a segment of two seconds has 1.5 MiB.</summary>
    public const long SegmentRate = 3 * 512 * 1024 * 8 / 2;

    /// <summary>Runs each rival in each round, with an origin and a cache that nobody used before; who begins changes from round to round.</summary>
    public async Task<Dictionary<string, List<T>>> RunAsync<T>(
        int rounds, TestOriginOptions options, Func<TestOrigin, LiveRival, Task<T>> measure, CancellationToken cancellationToken)
    {
        var results = Rivals.ToDictionary(static name => name, static _ => new List<T>(), StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < Rivals.Count; turn++)
            {
                var name = Rivals[(round + turn) % Rivals.Count];
                await using var origin = TestOrigin.Start(options);
                await using var rival = await LiveRival.All[name](origin, ObeysNoCache, cancellationToken);
                results[name].Add(await measure(origin, rival));
            }
        }

        return results;
    }

    /// <summary>Prints whether a target is met.</summary>
    public static bool Judge(string what, double value, double most, string unit)
    {
        var isMet = value <= most;
        Console.WriteLine(FormattableString.Invariant($"{(isMet ? "met   " : "MISSED")}  {what}: {value:0.00} {unit} (target {most:0.00} {unit})"));
        return isMet;
    }
}
