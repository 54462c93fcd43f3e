using System.Globalization;
using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>The published daemon.</summary>
internal sealed class EdgeKitRival : LiveRival
{
    private readonly KitProcess _kit;

    private EdgeKitRival(KitProcess kit) => _kit = kit;

    /// <inheritdoc />
    public override IPEndPoint Address => new(IPAddress.Loopback, _kit.Port);

    /// <inheritdoc />
    protected override ChildProcess Process => _kit.Child;

    /// <summary>Starts it.</summary>
    public static async Task<LiveRival> StartAsync(TestOrigin origin, CancellationToken cancellationToken)
    {
        // On a disk, so that what is written is counted.
        var data = Path.Combine(Binaries.Root, "artifacts", string.Create(CultureInfo.InvariantCulture, $"bench-live-{Environment.ProcessId}-{origin.Port}"));
        var rival = new EdgeKitRival(await KitProcess.StartNewAsync(
            new KitSetup
            {
                DataDirectory = data,
                Items = [],
                Yaml = $"""
                    live:
                      memory: 512MiB
                      streams:
                        - name: main
                          origins: ["{origin.Hls}"]

                    """,
            },
            cancellationToken));
        try
        {
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
        Directory.Delete(_kit.DataDirectory, recursive: true);
    }
}
