using System.Net;
using EdgeKit.Benchmarks.Orders;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>A kit that sold while it was offline: its data, to be copied for every round, and how it is started at the near end of a link.</summary>
internal sealed class QueuedKit : IDisposable
{
    private readonly BenchArguments _arguments;
    private readonly string _folder;
    private int _rounds;

    private QueuedKit(BenchArguments arguments, string folder) => (_arguments, _folder) = (arguments, folder);

    private string Full => Path.Combine(_folder, "full");

    /// <summary>Sells through HTTP at a kit that has no uplink.</summary>
    public static async Task<QueuedKit> CreateAsync(int orders, BenchArguments arguments, CancellationToken cancellationToken)
    {
        var queued = new QueuedKit(arguments, Directory.CreateTempSubdirectory("edgekit-drain-").FullName);
        try
        {
            await TestAuthority.WriteAsync(queued._folder, ShapedLink.FarAddress, TimeProvider.System, cancellationToken);
            await using var kit = await KitProcess.StartNewAsync(new KitSetup { DataDirectory = queued.Full, Items = OrderRequests.Table }, cancellationToken);
            using (var load = new OrderLoad(new IPEndPoint(IPAddress.Loopback, kit.Port), 64, OrderRequests.OfAnEvening(kit.Address.Authority, 1), TimeProvider.System))
            {
                load.Run(Timeout.InfiniteTimeSpan, orders);
            }

            await kit.StopAsync(cancellationToken);
            return queued;
        }
        catch
        {
            queued.Dispose();
            throw;
        }
    }

    /// <summary>A cloud at the far end that has nothing yet, and the kit as it was, not started yet.</summary>
    public async Task<(FarCloud Cloud, KitProcess Kit)> PlaceAsync(ShapedLink link, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_folder, FormattableString.Invariant($"{++_rounds}"));
        Copy(Full, Path.Combine(folder, "data"));
        foreach (var file in (string[])["ca.pem", "server.pem", "server.key"])
        {
            File.Copy(Path.Combine(_folder, file), Path.Combine(folder, file));
        }

        var setup = new KitSetup { DataDirectory = Path.Combine(folder, "data"), Items = [], Prefix = link.Near.CommandPrefix };
        var isByMqtt = _arguments.Text("via") switch
        {
            null or "http" => false,
            "mqtt" => true,
            var other => throw new FormatException($"'{other}' is not http or mqtt"),
        };
        var cloud = await FarCloud.StartAsync(link, folder, setup.Id, isByMqtt, cancellationToken);
        return (cloud, KitProcess.Create(setup with
        {
            CloudUrl = isByMqtt ? null : FarCloud.Address,
            Uplink = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [isByMqtt ? "mqtt" : "prefer"] = isByMqtt ? $"\"{FarBroker.Address}\"" : "http",
                ["caFile"] = Path.Combine(folder, "ca.pem"),
                ["tokenFile"] = Path.Combine(folder, "token"),
                ["batch"] = _arguments.Text("batch") ?? "200",
                ["batchAtMost"] = _arguments.Text("batchAtMost") ?? "4000",
                ["inFlight"] = _arguments.Text("inFlight") ?? "4",
                ["format"] = _arguments.Text("format") ?? "compact",
                ["line"] = _arguments.Text("line") ?? "true",
            },
        }));
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
