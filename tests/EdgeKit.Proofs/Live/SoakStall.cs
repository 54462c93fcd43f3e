using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Proofs.Live;

/// <summary>A kit that passes on one stream of three renditions, whose two origins are each other's copies.</summary>
internal sealed class SoakStall : IAsyncDisposable
{
    /// <summary>What media may take.</summary>
    public const long MediaMemory = 64 << 20;

    private readonly string _folder;

    private SoakStall(KitProcess kit, TestOrigin first, TestOrigin second, string folder) => (Kit, First, Second, _folder) = (kit, first, second, folder);

    /// <summary>The kit.</summary>
    public KitProcess Kit { get; }

    /// <summary>The preferred origin, which publishes for both.</summary>
    public TestOrigin First { get; }

    /// <summary>The other one.</summary>
    public TestOrigin Second { get; }

    /// <summary>Where the kit listens.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Kit.Port);

    /// <summary>Starts it all.</summary>
    /// <param name="speed">Media seconds in a second.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SoakStall> StartAsync(double speed, CancellationToken cancellationToken)
    {
        // All three for the whole window are a little more than the memory, so that the cache must evict all the time.
        var options = new TestOriginOptions
        {
            Renditions = [new("v0", 1_600_000), new("v1", 800_000), new("v2", 400_000)],
            PartDuration = TimeSpan.FromSeconds(1),
            PartsPerSegment = 2,
            Window = 100,
            Speed = speed,
        };
        var first = TestOrigin.Start(options);
        var second = TestOrigin.Start(options with { Timeline = first.Timeline });

        // On a disk, so that what is written is counted.
        var folder = Path.Combine(Binaries.Root, "artifacts", string.Create(CultureInfo.InvariantCulture, $"live-soak-{Environment.ProcessId}"));
        var stall = new SoakStall(
            KitProcess.Create(new KitSetup
            {
                DataDirectory = folder,
                Items = [],
                Yaml = $"""
                    live:
                      memory: {MediaMemory >> 20}MiB
                      window: 4m
                      streams:
                        - name: main
                          origins: ["{first.Hls}", "{second.Hls}"]

                    """,
            }),
            first,
            second,
            folder);
        try
        {
            await stall.Kit.StartAsync(cancellationToken);
            return stall;
        }
        catch
        {
            await stall.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the kit has what the origins have at a path.</summary>
    public static string PathOf(string path) => path.Replace("/hls/", "/live/main/", StringComparison.Ordinal);

    /// <summary>How the kit says that its stream is.</summary>
    public async Task<LiveView> LiveAsync(CancellationToken cancellationToken) =>
        (await Kit.Http.GetFromJsonAsync(new Uri("/api/v1/live", UriKind.Relative), ContractsJson.Default.LiveView, cancellationToken))!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Kit.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
