using System.Net;
using System.Text;
using EdgeKit.Demo.Relays;
using EdgeKit.Demo.Sample;
using EdgeKit.Demo.Streams;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Demo.Children;

/// <summary>A whole pop-up on this machine: the kit, the cloud, a live stream, the uplink to both, and the stall's Wi-Fi.</summary>
internal sealed class PopUp : IAsyncDisposable
{
    /// <summary>The stream's name.</summary>
    public const string Stream = "main";

    /// <summary>Which kit it is.</summary>
    public const string KitId = "demo-17";

    // From five to midnight: mains fail, the sun is low, a pack is swapped, mains come back.
    private static readonly TimeSpan Market = TimeSpan.FromHours(7);
    private const int MostSpeed = 3600;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly List<Child> _children = [];
    private readonly TimeProvider _time;
    private readonly Relay _toCloud;
    private LiveOrigin? _origin;
    private Relay? _toOrigin;

    private PopUp(Uri kit, Uri cloud, TimeProvider time)
    {
        _time = time;
        KitAddress = kit;
        CloudAddress = cloud;
        _toCloud = Relay.To(cloud.Port);
        Wifi = Relay.To(kit.Port);
        Kit = new HttpClient { BaseAddress = kit, Timeout = TimeSpan.FromSeconds(20) };
        Cloud = new HttpClient { BaseAddress = cloud, Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Where the kit's page is.</summary>
    public Uri KitAddress { get; }

    /// <summary>Where the cloud is.</summary>
    public Uri CloudAddress { get; }

    /// <summary>What is wrong with the way from the kit to the cloud and to the stream's origin.</summary>
    public RelayFault Uplink => _toCloud.Fault;

    /// <summary>Whether an encoder makes the stream; else it is the sample over and over.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>The way from the tablets to the kit.</summary>
    public Relay Wifi { get; }

    /// <summary>Asks the kit without the Wi-Fi between.</summary>
    public HttpClient Kit { get; }

    /// <summary>Asks the cloud without the uplink between.</summary>
    public HttpClient Cloud { get; }

    /// <summary>Starts everything and imports the sample.</summary>
    /// <param name="binaries">The kit's and the cloud's.</param>
    /// <param name="workplace">Where all of it is kept.</param>
    /// <param name="evening">How long the market is to last: the simulated packs live so much faster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DemoFaultException">Something did not start; the message has its last words.</exception>
    public static async Task<PopUp> StartAsync(Binaries binaries, Workplace workplace, TimeSpan evening, TimeProvider time, CancellationToken cancellationToken)
    {
        var popUp = new PopUp(At(FreePort.Near(8080)), At(FreePort.Near(9090)), time);
        try
        {
            await popUp.StartAsync(binaries, workplace, evening, cancellationToken);
            return popUp;
        }
        catch
        {
            await popUp.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Kit.Dispose();
        Cloud.Dispose();
        await Task.WhenAll(_children.Select(static child => child.DisposeAsync().AsTask()));
        await _toCloud.DisposeAsync();
        await Wifi.DisposeAsync();
        if (_toOrigin is not null)
        {
            await _toOrigin.DisposeAsync();
        }

        if (_origin is not null)
        {
            await _origin.DisposeAsync();
        }
    }

    /// <summary>Cuts or restores the way from the kit to the world.</summary>
    public void SetUplink(RelayFault fault)
    {
        _toCloud.Set(fault);
        _toOrigin?.Set(fault);
    }

    /// <exception cref="DemoFaultException">A child has ended by itself.</exception>
    public void CheckAlive()
    {
        if (_children.Find(static child => child.HasExited) is { } ended)
        {
            throw new DemoFaultException($"{ended.Name} has ended by itself. Its last words:\n{ended.LastWords()}");
        }
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}/");

    private static string Configuration(Uri kit, int uplinkPort, int originPort, TimeSpan evening)
    {
        var here = TimeZoneInfo.Local.Id;
        var speed = Math.Clamp((int)(Market / evening), 1, MostSpeed);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(here, out _) ? here : "UTC";
        return $$"""
            kit: { id: {{KitId}}, name: "Night market, row C", currency: EUR, timeZone: "{{zone}}" }
            http: { listen: ["{{kit.GetLeftPart(UriPartial.Authority)}}"] }
            uplink: { url: "http://127.0.0.1:{{uplinkPort}}", timeout: 6s, retryAtMost: 3s }
            live: { streams: [{ name: {{Stream}}, origins: ["http://127.0.0.1:{{originPort}}/"], playlist: {{IBroadcast.Playlist}} }] }
            sensors:
              - { id: pack-a, driver: simulated, scenario: market-a, speed: {{speed}}, every: 500ms }
              - { id: pack-b, driver: simulated, scenario: market-b, speed: {{speed}}, every: 500ms }
            power:
              mains: pack-b
              packs:
                - { id: pack-a, sensor: pack-a, temperature: pack-a, capacity: 14Ah }
                - { id: pack-b, sensor: pack-b, temperature: pack-b, capacity: 20Ah }
              temperatures: [{ sensor: pack-a }]
              stages:
                conserve: { stateOfCharge: 60%, temperature: 48°C }
                critical: { stateOfCharge: 52% }
                shutdown: { volts: 10.5V }
              fan: { pwm: { driver: simulated }, temperature: pack-a, curve: [{ at: 35°C, duty: 0% }, { at: 50°C, duty: 100% }] }
              sources:
                - { id: "pack A", kind: battery, bus: "12 V", pack: pack-a }
                - { id: "pack B", kind: battery, bus: "12 V", pack: pack-b }
              buses:
                - { id: "12 V", limit: 120W }
                - { id: "5 V", fedBy: "12 V", efficiency: 90%, limit: 40W }
              loads:
                - { id: "fairy lights", bus: "12 V", relay: { driver: simulated }, shedAt: conserve, priority: 1, nominal: 12W, inrush: 1s }
                - { id: screens, bus: "12 V", relay: { driver: simulated }, shedAt: critical, priority: 2, nominal: 20W, inrush: 1s }
                - { id: "tills and box", bus: "5 V", nominal: 18W }

            """;
    }

    private async Task StartAsync(Binaries binaries, Workplace workplace, TimeSpan evening, CancellationToken cancellationToken)
    {
        await StartStreamAsync(workplace, cancellationToken);
        var configuration = workplace.At("edgekit.yaml");
        await AtomicFile.WriteAsync(configuration, Encoding.UTF8.GetBytes(Configuration(KitAddress, _toCloud.Port, _toOrigin!.Port, evening)), cancellationToken);
        string[] place = ["--config", configuration, "--data", workplace.At("kit")];

        var cloud = Child.Start(
            "The cloud", workplace.At("cloud.log"), _time, binaries.Cloud,
            "run", "--listen", CloudAddress.GetLeftPart(UriPartial.Authority), "--store", $"sqlite:{workplace.At("cloud")}");
        _children.Add(cloud);

        var sample = await SampleCatalog.WriteAsync(workplace.At("sample"), cancellationToken);
        await using var import = Child.Start("The import", workplace.At("import.log"), _time, binaries.Kit, ["catalog", "import", sample, .. place]);
        if (await import.EndAsync(cancellationToken) != 0)
        {
            throw new DemoFaultException($"The sample catalogue could not be imported:\n{import.LastWords()}");
        }

        var kit = Child.Start("The kit", workplace.At("kit.log"), _time, binaries.Kit, ["run", .. place]);
        _children.Add(kit);
        await ReadyAsync(Cloud, new Uri("v1/orders?since=", UriKind.Relative), cancellationToken);
        await ReadyAsync(Kit, new Uri("readyz", UriKind.Relative), cancellationToken);
    }

    private async Task StartStreamAsync(Workplace workplace, CancellationToken cancellationToken)
    {
        var folder = workplace.At("stream");
        if (await PictureEncoder.StartAsync(folder, workplace.At("encoder.log"), _time, cancellationToken) is { } encoder)
        {
            _children.Add(encoder);
            IsEncoded = true;
        }

        _origin = await LiveOrigin.StartAsync(IsEncoded ? new FolderBroadcast(folder) : new LoopBroadcast(_time), cancellationToken);
        _toOrigin = Relay.To(_origin.Port);
    }

    private async Task ReadyAsync(HttpClient http, Uri path, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(http, path, cancellationToken))
        {
            CheckAlive();
            if (_time.GetElapsedTime(started) > ReadyWithin)
            {
                throw new DemoFaultException($"{http.BaseAddress}{path} does not answer after {ReadyWithin.TotalSeconds:0} s.");
            }

            await Task.Delay(Look, _time, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(path, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }
}
