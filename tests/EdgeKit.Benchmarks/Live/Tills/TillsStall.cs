using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeKit.Benchmarks.Orders;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>One kit that sells with four tablets and passes on a live stream, and the origin of that.</summary>
internal sealed class TillsStall : IAsyncDisposable
{
    /// <summary>What media may take.</summary>
    public const long MediaMemory = 64 << 20;

    private const int Tablets = 4;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(125);

    private readonly string _folder;
    private int _runs;

    private TillsStall(TestOrigin origin, KitProcess kit, string folder) => (Origin, Kit, _folder) = (origin, kit, folder);

    /// <summary>Where the stream comes from.</summary>
    public TestOrigin Origin { get; }

    /// <summary>The kit.</summary>
    public KitProcess Kit { get; }

    /// <summary>Where the kit listens.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Kit.Port);

    /// <summary>Starts it, and sells until the write-ahead log has its length.</summary>
    /// <param name="parent">On the disk to which orders are flushed; null for the one that this program is on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TillsStall> StartAsync(string? parent, CancellationToken cancellationToken)
    {
        var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 2_000_000)], Speed = 1 });
        var folder = Path.Combine(Path.GetFullPath(parent ?? Path.Combine(Binaries.Root, "artifacts")), string.Create(CultureInfo.InvariantCulture, $"bench-tills-{Environment.ProcessId}"));
        KitProcess? kit = null;
        try
        {
            kit = KitProcess.Create(new KitSetup
            {
                DataDirectory = folder,
                Items = OrderRequests.Table,
                Prefix = Priority.Prefix,
                Yaml = $"""
                    live:
                      memory: {MediaMemory >> 20}MiB
                      streams:
                        - name: main
                          origins: ["{origin.Hls}"]

                    """,
            });
            await kit.StartAsync(cancellationToken);
            var stall = new TillsStall(origin, kit, folder);
            await stall.SellAsync(2 * Tablets, WarmUpTime, pause: default);
            return stall;
        }
        catch
        {
            await EndAsync(origin, kit, folder);
            throw;
        }
    }

    /// <summary>Four tablets sell as in a busy hour.</summary>
    public Task<LoadResult> SellAsync(TimeSpan duration) => SellAsync(Tablets, duration, Pause);

    /// <summary>Four tablets sell.</summary>
    /// <param name="duration">For how long.</param>
    /// <param name="pause">Of each tablet, from an answer to its next order, on average.</param>
    public Task<LoadResult> SellAsync(TimeSpan duration, TimeSpan pause) => SellAsync(Tablets, duration, pause);

    /// <summary>How the stream is.</summary>
    public async Task<LiveView> LiveAsync(CancellationToken cancellationToken) =>
        (await Kit.Http.GetFromJsonAsync(new Uri("/api/v1/live", UriKind.Relative), ContractsJson.Default.LiveView, cancellationToken))!;

    /// <summary>Players of the stream.</summary>
    public Audience Watch(int viewers) => new(Origin, Address, static path => path.Replace("/hls/", "/live/main/", StringComparison.Ordinal), viewers);

    /// <summary>Returns when the kit no longer polls for anybody.</summary>
    public Task IdleAsync(CancellationToken cancellationToken) => Readiness.WaitUntilAsync(
        async token => (await LiveAsync(token)).Streams.All(static stream => stream.Renditions.All(static rendition => !rendition.IsWatched)),
        static () => "the kit goes on polling for nobody",
        cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await EndAsync(Origin, Kit, _folder);

    private static async Task EndAsync(TestOrigin origin, KitProcess? kit, string folder)
    {
        if (kit is not null)
        {
            await kit.DisposeAsync();
        }

        await origin.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>On a thread of its own: what the players of this process do does not delay its clock.</summary>
    private Task<LoadResult> SellAsync(int tablets, TimeSpan duration, TimeSpan pause) => Task.Factory.StartNew(
        () =>
        {
            Priority.Take();
            using var load = new OrderLoad(Address, tablets, new OrderRequests(Kit.Address.Authority, ++_runs), TimeProvider.System);
            return load.Run(duration, pause: pause);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
