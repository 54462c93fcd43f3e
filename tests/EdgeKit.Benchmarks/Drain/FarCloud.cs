using System.Globalization;
using System.Text.Json;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>The published cloud at the far end of a link, with TLS and a token for one kit.</summary>
internal sealed class FarCloud : IAsyncDisposable
{
    private const int Port = 9443;
    private static readonly Uri Within = new("http://127.0.0.1:9090");
    private readonly ChildProcess _process;
    private readonly ChildProcess? _broker;

    private FarCloud(ChildProcess process, ChildProcess? broker) => (_process, _broker) = (process, broker);

    /// <summary>Where the kit finds it.</summary>
    public static Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"https://{ShapedLink.FarAddress}:{Port}"));

    /// <summary>What it has used so far.</summary>
    public ProcessCost Cost => ProcessCost.Of(_process.Pid);

    /// <summary>What it printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it with an empty store in <paramref name="folder"/>, and leaves the kit's token there as <c>token</c>.</summary>
    /// <param name="link">The link.</param>
    /// <param name="folder">Where it has all it needs.</param>
    /// <param name="kit">The kit's id.</param>
    /// <param name="hasBroker">Whether it meets the kit at a broker beside it as well.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FarCloud> StartAsync(ShapedLink link, string folder, string kit, bool hasBroker, CancellationToken cancellationToken)
    {
        var store = $"sqlite:{Path.Combine(folder, "cloud")}";
        await CloudProcess.AddKitAsync(Binaries.Cloud, store, kit, Path.Combine(folder, "token"), cancellationToken);
        var broker = hasBroker ? await FarBroker.StartAsync(link, folder, cancellationToken) : null;
        var process = ChildProcess.Start(
            Binaries.Cloud,
            ["run", "--listen", Address.GetLeftPart(UriPartial.Authority), "--listen", Within.GetLeftPart(UriPartial.Authority), "--store", store, "--certificate", Path.Combine(folder, "server.pem"), "--key", Path.Combine(folder, "server.key"), .. hasBroker ? (string[])["--mqtt", FarBroker.Within] : []],
            prefix: link.Far.CommandPrefix);
        var cloud = new FarCloud(process, broker);
        try
        {
            await FarPort.WaitAsync(link, process, Port, cancellationToken);
            return cloud;
        }
        catch
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last record that it has of its kit.</summary>
    public static async Task<long> KeptAsync(ShapedLink link, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(link.Far.CreateHttpHandler()) { BaseAddress = Within };
        using var kits = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/kits", UriKind.Relative), cancellationToken));
        return kits.RootElement.GetProperty("kits").EnumerateArray()
            .SelectMany(static kit => kit.GetProperty("logs").EnumerateArray())
            .Sum(static log => log.GetProperty("lastSeq").GetInt64());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
