using System.Globalization;
using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>The published daemon.</summary>
internal sealed class EdgeKitRival : LiveRival
{
    private readonly KitProcess _kit;

    private readonly string _folder;

    private EdgeKitRival(KitProcess kit, string folder, IPEndPoint tlsAddress) => (_kit, _folder, TlsAddress) = (kit, folder, tlsAddress);

    /// <inheritdoc />
    public override IPEndPoint Address => new(IPAddress.Loopback, _kit.Port);

    /// <inheritdoc />
    public override IPEndPoint? TlsAddress { get; }

    /// <inheritdoc />
    protected override ChildProcess Process => _kit.Child;

    /// <summary>Starts it.</summary>
    public static async Task<LiveRival> StartAsync(TestOrigin origin, CancellationToken cancellationToken)
    {
        // On a disk, so that what is written is counted.
        var folder = Path.Combine(Binaries.Root, "artifacts", string.Create(CultureInfo.InvariantCulture, $"bench-live-{Environment.ProcessId}-{origin.Port}"));
        Directory.CreateDirectory(folder);
        await TestAuthority.WriteAsync(folder, IPAddress.Loopback, TimeProvider.System, cancellationToken);
        var tls = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        var kit = KitProcess.Create(
            new KitSetup
            {
                DataDirectory = Path.Combine(folder, "data"),
                Items = [],
                AlsoListens = [$"https://{tls}"],
                Web = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["certificate"] = Path.Combine(folder, "server.pem"),
                    ["key"] = Path.Combine(folder, "server.key"),
                },
                Yaml = $"""
                    live:
                      memory: 512MiB
                      streams:
                        - name: main
                          origins: ["{origin.Hls}"]

                    """,
            });
        var rival = new EdgeKitRival(kit, folder, tls);
        try
        {
            await kit.StartAsync(cancellationToken);
            await rival.WaitUntilReadyAsync(cancellationToken);
            return rival;
        }
        catch
        {
            await rival.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public override string PathOf(string path) => path.Replace("/hls/", "/live/main/", StringComparison.Ordinal);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
