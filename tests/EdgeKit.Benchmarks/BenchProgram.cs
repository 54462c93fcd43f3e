using System.Runtime.InteropServices;
using EdgeKit.Benchmarks.Broker;
using EdgeKit.Benchmarks.Drain;
using EdgeKit.Benchmarks.Links;
using EdgeKit.Benchmarks.Live;
using EdgeKit.Benchmarks.Orders;
using EdgeKit.Benchmarks.Pages;
using EdgeKit.Benchmarks.Players;
using EdgeKit.Benchmarks.Stock;

namespace EdgeKit.Benchmarks;

/// <summary>Runs one benchmark by its name. Exit codes: 0 its targets are met, 1 they are not, 2 wrong usage.</summary>
internal static class BenchProgram
{
    private static readonly Dictionary<string, (string Does, Func<BenchArguments, CancellationToken, Task<bool>> Run)> All = new(StringComparer.Ordinal)
    {
        ["link"] = ("what the shaped link gives: round trip and bulk transfer beside what it was told", LinkBench.RunAsync),
        ["drain"] = ("a queue of orders over a thin link, beside one bulk TCP transfer", DrainBench.RunAsync),
        ["live"] = ("the livestream cache beside nginx and Varnish", LiveBench.RunAsync),
        ["players"] = ("hls.js and dash.js in a browser: how much later the picture is by the kit than from the origin", PlayersBench.RunAsync),
        ["pages"] = ("a crowd of phones on one microsite beside tills and a stream", PagesBench.RunAsync),
        ["orders"] = ("durable orders through HTTP, beside bare SQLite and the disk's own flushes", OrdersBench.RunAsync),
        ["broker"] = ("how long a message takes through the stall's MQTT broker, beside mosquitto", BrokerBench.RunAsync),
        ["stock"] = ("one stock at twenty kits and a shop, mostly offline, beside last synced stock and a static split", StockBench.RunAsync),
    };

    /// <summary>Runs what <paramref name="arguments"/> name.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || !All.TryGetValue(arguments[0], out var bench))
        {
            await Console.Error.WriteLineAsync("usage: bench NAME [--option VALUE]...");
            foreach (var (name, (does, _)) in All)
            {
                await Console.Error.WriteLineAsync($"  {name,-8} {does}");
            }

            return 2;
        }

        // A bench that is ended still ends its processes and takes down its networks.
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await bench.Run(BenchArguments.Parse(arguments.Skip(1)), stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 1;
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            await Console.Error.WriteLineAsync($"bench {arguments[0]}: {exception.Message}");
            return exception is FormatException ? 2 : 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
