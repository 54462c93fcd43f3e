using EdgeKit.Benchmarks.Live.Tills;

namespace EdgeKit.Benchmarks.Live;

/// <summary>The livestream cache beside nginx and Varnish: surges, warm hits, cuts, low latency, mixed players, the card; and what the tablets notice of it all.</summary>
internal static class LiveBench
{
    private static readonly Dictionary<string, Func<LiveSetup, CancellationToken, Task<bool>>> Sections = new(StringComparer.Ordinal)
    {
        ["surge"] = SurgeSection.RunAsync,
        ["warm"] = WarmSection.RunAsync,
        ["tls"] = WarmSection.RunTlsAsync,
        ["cut"] = CutSection.RunAsync,
        ["llhls"] = LowLatencySection.RunAsync,
        ["mixed"] = MixedSection.RunAsync,
        ["tills"] = TillsSection.RunAsync,
        ["hostile"] = TillsSection.RunHostileAsync,
    };

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var setup = new LiveSetup(
            arguments,
            Names(arguments.Text("rivals") ?? "nginx,varnish,edgekit", LiveRival.All.Keys),
            arguments.Number("rounds", 3),
            arguments.Number("viewers", 0),
            arguments.Text("playlists") switch
            {
                null or "kept" => false,
                "obeyed" => true,
                var other => throw new FormatException($"--playlists {other}: say kept or obeyed"),
            });
        var load = await File.ReadAllTextAsync("/proc/loadavg", cancellationToken);
        Console.WriteLine($"origin, caches and viewers share {Environment.ProcessorCount} processors; load average before {load[..load.IndexOf(' ', StringComparison.Ordinal)]}");
        var isMet = true;
        foreach (var section in Names(arguments.Text("only") ?? string.Join(',', Sections.Keys), Sections.Keys))
        {
            isMet &= await Sections[section](setup, cancellationToken);
        }

        return isMet;
    }

    private static string[] Names(string list, IEnumerable<string> known)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var all = known.ToList();
        return names.FirstOrDefault(name => !all.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? throw new FormatException($"'{unknown}' is none of {string.Join(", ", all)}")
            : names;
    }
}
