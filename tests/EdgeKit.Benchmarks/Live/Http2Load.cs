using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Live;

/// <summary>nghttp2's load generator: connections of HTTP/2 over TLS that each fetch one thing after another.</summary>
internal static partial class Http2Load
{
    private const int TicksPerSecond = 100;
    private const string Program = "/usr/bin/h2load";

    /// <summary>Runs it for a while.</summary>
    /// <exception cref="IOException">It failed, or what it prints is not known here.</exception>
    public static async Task<WarmRound> RunAsync(
        IPEndPoint server, IReadOnlyList<string> paths, int viewers, TimeSpan duration, Func<RivalCost> cost, CancellationToken cancellationToken)
    {
        var (before, own) = (cost(), EndedChildren());
        await using var child = ChildProcess.Start(
            Program,
            [
                "-c", viewers.ToString(CultureInfo.InvariantCulture), "-m", "1", "-D", ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                .. paths.Select(path => $"https://{server}{path}"),
            ]);
        await child.WaitForExitAsync(cancellationToken);
        var used = cost().Since(before);
        var (traffic, requests) = (Traffic().Match(child.Output), Requests().Match(child.Output));
        if (!traffic.Success || !requests.Success || !child.Output.Contains("Application protocol: h2", StringComparison.Ordinal))
        {
            throw new IOException($"h2load ended with {child.ExitCode} and printed\n{child.Output}");
        }

        var broken = requests.Groups.Values.Skip(1).Sum(static count => int.Parse(count.ValueSpan, CultureInfo.InvariantCulture));
        return new WarmRound(long.Parse(traffic.Groups["data"].ValueSpan, CultureInfo.InvariantCulture), broken, duration, used.Processor, EndedChildren() - own);
    }

    /// <summary>Processor time of the children of this process that have ended (proc(5), the 16th and 17th field).</summary>
    private static TimeSpan EndedChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((int.Parse(fields[13], CultureInfo.InvariantCulture) + int.Parse(fields[14], CultureInfo.InvariantCulture)) / (double)TicksPerSecond);
    }

    [GeneratedRegex("traffic: .* [(](?<data>[0-9]+)[)] data", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Traffic();

    [GeneratedRegex("(?<failed>[0-9]+) failed, (?<errored>[0-9]+) errored, (?<timeout>[0-9]+) timeout", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Requests();
}
