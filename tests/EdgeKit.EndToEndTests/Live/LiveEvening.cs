using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Testing.Players;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.EndToEndTests.Live;

/// <summary>
/// Six people watch for a minute through one kit: three by hls.js, three by dash.js. After a third of it the uplink is gone for five
/// seconds; after two thirds the first origin of both streams goes for good, and the second has the same.
/// </summary>
public sealed class LiveEvening : IAsyncLifetime
{
    private const int ViewersOfEach = 3;

    private readonly Stack<IAsyncDisposable> _started = new();

    /// <summary>The folder for temporary files may be in memory, where nothing counts as written.</summary>
    private readonly string _data = Path.Combine(Binaries.Root, "artifacts", $"live-evening-{Environment.ProcessId}");

    /// <summary>How long they watch.</summary>
    public static TimeSpan Watched { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the uplink is gone.</summary>
    public static TimeSpan Cut { get; } = TimeSpan.FromSeconds(5);

    /// <summary>What they saw.</summary>
    public IReadOnlyList<ViewerReport> Viewers { get; private set; } = [];

    /// <summary>The kit's figures at the end.</summary>
    public LiveView Figures { get; private set; } = new(0, 0, 0, []);

    /// <summary>Bytes that the kit sent to the disk before anybody watched: its ledger.</summary>
    public long WrittenBefore { get; private set; }

    /// <summary>Bytes that the kit sent to the disk while they watched.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Requests that origins got while the uplink was gone.</summary>
    public int AskedDuringCut { get; private set; }

    /// <summary>When the first origins went for good, in seconds of the wall clock.</summary>
    public double FailedOverAt { get; private set; }

    /// <summary>The folder of all playlists that the kit sent.</summary>
    public string Playlists { get; private set; } = "";

    private static TimeSpan Arriving { get; } = TimeSpan.FromSeconds(0.3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var hls = Keep(await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyHls, Cancel));
        var dash = Keep(await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyDash, Cancel));
        TestOrigin[] first = [Keep(hls.Origin.StartMirror()), Keep(dash.Origin.StartMirror())];
        TestOrigin[] second = [Keep(hls.Origin.StartMirror()), Keep(dash.Origin.StartMirror())];
        var kit = Keep(await KitProcess.StartNewAsync(
            new KitSetup
            {
                Items = [],
                DataDirectory = _data,
                Yaml = $"""
                    live:
                      streams:
                        - name: hls
                          origins: ["{At(first[0], hls.Folder)}", "{At(second[0], hls.Folder)}"]
                        - name: dash
                          origins: ["{At(first[1], dash.Folder)}", "{At(second[1], dash.Folder)}"]

                    """,
            },
            Cancel));

        var players = Keep(await PlayerRun.StartAsync(
            [
                .. Enumerable.Range(1, ViewersOfEach).Select(number => new Viewer($"hls-{number}", PlayerLibrary.Hls, new Uri(kit.Address, "/live/hls/main.m3u8"))),
                .. Enumerable.Range(1, ViewersOfEach).Select(number => new Viewer($"dash-{number}", PlayerLibrary.Dash, new Uri(kit.Address, "/live/dash/live.mpd"))),
            ],
            Watched,
            Cancel));
        WrittenBefore = kit.Child.WrittenBytes;
        var third = (Watched / 3) - Cut;

        await Task.Delay(third, TimeProvider.System, Cancel);
        Refuse([.. first, .. second]);

        // What was on its way when the uplink went still arrives.
        await Task.Delay(Arriving, TimeProvider.System, Cancel);
        var asked = Asked();
        await Task.Delay(Cut - Arriving, TimeProvider.System, Cancel);
        AskedDuringCut = Asked() - asked;
        foreach (var origin in first.Concat(second))
        {
            origin.Heal();
        }

        await Task.Delay(third, TimeProvider.System, Cancel);
        Refuse(first);
        FailedOverAt = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

        Viewers = await players.ReportAsync(Cancel);
        Playlists = players.Playlists;
        WrittenBytes = kit.Child.WrittenBytes - WrittenBefore;
        Figures = JsonSerializer.Deserialize(await kit.Http.GetStringAsync(new Uri("/api/v1/live", UriKind.Relative), Cancel), ContractsJson.Default.LiveView)!;

        int Asked() => first.Concat(second).Sum(static origin => origin.Requests.Count);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        if (Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private static Uri At(TestOrigin origin, Uri folder) => new(origin.Address, folder.AbsolutePath);

    private static void Refuse(IEnumerable<TestOrigin> origins)
    {
        foreach (var origin in origins)
        {
            origin.Fail(new OriginFault.Refuse());
        }
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
