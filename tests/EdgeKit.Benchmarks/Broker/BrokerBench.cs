using System.Globalization;
using EdgeKit.Benchmarks.Live;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Broker;

/// <summary>How long a message takes through the stall's broker, beside mosquitto, in one run by turns: each client hears itself, and all hear one.</summary>
internal static class BrokerBench
{
    private const double MostMs = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly (string Name, Func<int, string, int, int, TimeSpan, int, CancellationToken, Task<BrokerRound>> Run, int Level)[] Sections =
    [
        ("each hears itself, QoS 0", BrokerRound.EchoAsync, 0),
        ("each hears itself, QoS 1", BrokerRound.EchoAsync, 1),
        ("all hear one, QoS 0", BrokerRound.FanOutAsync, 0),
        ("all hear one, QoS 1", BrokerRound.FanOutAsync, 1),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var (clients, rate, rounds) = (arguments.Number("clients", 100), arguments.Number("rate", 10), arguments.Number("rounds", 3));
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        using var folder = new TemporaryDirectory();
        var (ours, theirs) = (Loopback.FreePort(), Loopback.FreePort());
        await using var kit = KitProcess.Create(new KitSetup { Yaml = string.Create(CultureInfo.InvariantCulture, $"mqtt:\n  listen: 127.0.0.1:{ours}\n  connections: 10000\n") });
        await kit.StartAsync(cancellationToken);
        await File.WriteAllTextAsync(
            folder["mosquitto.conf"], string.Create(CultureInfo.InvariantCulture, $"listener {theirs} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\npersistence false\n"), cancellationToken);
        await using var mosquitto = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", folder["mosquitto.conf"]]);
        (string Name, int Port, string Root, ChildProcess Process)[] brokers =
        [
            ("edgekit", ours, "edgekit/kit-17/devices/this-machine", kit.Child), ("mosquitto", theirs, "bench", mosquitto),
        ];
        foreach (var broker in brokers)
        {
            await Readiness.WaitUntilAsync(async token => await AnswersAsync(broker.Port, broker.Root, token), () => broker.Process.Output, cancellationToken);
        }

        Console.WriteLine(FormattableString.Invariant($"{clients} clients on TCP, {rate} messages/s of 128 bytes each (or of one to all), {duration.TotalSeconds:0} s, {rounds} rounds, by turns; clients and brokers share this machine"));
        Console.WriteLine("  messages                    broker      came     of      p50 ms   p99 ms   most ms   RSS MiB");
        var isMet = true;
        foreach (var section in Sections)
        {
            var came = brokers.ToDictionary(static broker => broker.Name, static _ => new List<BrokerRound>(), StringComparer.Ordinal);
            for (var round = -1; round < rounds; round++)
            {
                foreach (var broker in brokers)
                {
                    if (round < 0)
                    {
                        // What is done for the first time is not what an evening is like.
                        await section.Run(broker.Port, broker.Root, clients, rate, WarmUp, section.Level, cancellationToken);
                        continue;
                    }

                    came[broker.Name].Add(await section.Run(broker.Port, broker.Root, clients, rate, duration, section.Level, cancellationToken));
                }
            }

            foreach (var broker in brokers)
            {
                Print(section.Name, broker.Name, came[broker.Name], broker.Process.ResidentBytes);
            }

            isMet &= LiveSetup.Judge($"p99, {section.Name}", Percentile.Of(came["edgekit"].SelectMany(static round => round.Latencies), 0.99), MostMs, "ms");
            isMet &= LiveSetup.Judge("messages that did not come", came["edgekit"].Sum(static round => round.Sent - round.Latencies.Count), 0, "");
        }

        return isMet;
    }

    private static void Print(string section, string broker, List<BrokerRound> rounds, long resident)
    {
        var latencies = rounds.SelectMany(static round => round.Latencies).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"  {section,-26}  {broker,-9} {latencies.Count,7} {rounds.Sum(static round => round.Sent),7}  {Percentile.Median(latencies),8:0.00} {Percentile.Of(latencies, 0.99),8:0.00} {latencies.DefaultIfEmpty(double.NaN).Max(),9:0.00} {resident / 1048576.0,9:0.0}"));
    }

    private static async Task<bool> AnswersAsync(int port, string root, CancellationToken cancellationToken)
    {
        try
        {
            using var peer = await MqttPeer.ConnectAsync(port, "first", root + "/first", null, 0, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or IOException)
        {
            return false;
        }
    }
}
