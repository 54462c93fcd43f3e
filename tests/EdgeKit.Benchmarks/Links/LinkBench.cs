using System.Diagnostics;
using System.Globalization;
using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Links;

/// <summary>Shows that the shaped link is what it says: every figure measured through it rests on that.</summary>
internal static class LinkBench
{
    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var rate = arguments.Number("rate", 256_000);
        var roundTrip = TimeSpan.FromMilliseconds(arguments.Number("rtt", 600));
        var bytes = arguments.Number("bytes", 1_000_000);
        var shape = new LinkShape(rate, roundTrip / 2, arguments.Number("queue", 64_000));
        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: 1, cancellationToken);

        var (least, average, most) = await PingAsync(link.Near, arguments.Number("pings", 10), cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"round trip      told {roundTrip.TotalMilliseconds:0.0} ms + 2 x 84 bytes at the rate; ping {least:0.0} / {average:0.0} / {most:0.0} ms (min / avg / max)"));

        var before = link.Up.Count;
        var took = await BulkTransfer.RunAsync(link, bytes, TimeProvider.System, cancellationToken);
        var count = link.Up.Count.Since(before);
        var goodput = bytes * 8 / took.TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"bulk TCP        told {rate} bit/s; {bytes} bytes in {took.TotalSeconds:0.00} s = {goodput:0} bit/s of payload ({goodput / rate:P1} of the rate)"));
        Console.WriteLine(FormattableString.Invariant($"on the wire     {count.SentBytes} IP bytes in {count.SentPackets} packets, {count.DroppedPackets} dropped by the queue, {count.PayloadBytes} payload bytes"));
        var met = goodput >= 0.9 * rate && count.PayloadBytes == bytes;
        Console.WriteLine(met ? "the link gives at least 90 % of its rate to one bulk transfer" : "the link gives less than 90 % of its rate to one bulk transfer");
        return met;
    }

    private static async Task<(double Least, double Average, double Most)> PingAsync(NetworkNamespace near, int count, CancellationToken cancellationToken)
    {
        var command = near.CommandPrefix;
        string[] ping = ["ping", "-n", "-i", "0.2", "-c", count.ToString(CultureInfo.InvariantCulture), ShapedLink.FarAddress.ToString()];
        var start = new ProcessStartInfo(command[0], command.Skip(1).Concat(ping)) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var summary = output.Split('\n').FirstOrDefault(static line => line.StartsWith("rtt ", StringComparison.Ordinal))
            ?? throw new IOException($"ping got no answer: {output}");
        var figures = summary.Split(' ')[3].Split('/');
        return (Milliseconds(figures[0]), Milliseconds(figures[1]), Milliseconds(figures[2]));
    }

    private static double Milliseconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
