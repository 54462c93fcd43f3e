using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeKit.Access;
using EdgeKit.Catalog;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Daemon.Http;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power;
using EdgeKit.Streaming;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class KitChecksTests : IDisposable
{
    private const string Pack = """
        sensors: [{ id: sim, driver: simulated }]
        power: { packs: [{ id: main, sensor: sim, chemistry: lifepo4, cells: 4, capacity: 20Ah }] }
        """;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Bearer good", 200, "application/json", DoctorState.Ok, "takes this kit's token")]
    [InlineData("Bearer other", 200, "application/json", DoctorState.Fault, "does not take this kit's token")]
    [InlineData("Bearer good", 200, "text/html", DoctorState.Fault, "not the cloud")]
    [InlineData("Bearer good", 503, "text/html", DoctorState.Warning, "busy")]
    public async Task What_answers_at_the_clouds_address_is_told(string token, int status, string type, DoctorState state, string said)
    {
        await File.WriteAllTextAsync(_directory["token"], "good\n", Cancel);
        await using var cloud = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.StatusCode = context.Request.Path != "/base/v1/kits/kit-17/feed" ? 404 : context.Request.Headers.Authorization == token ? status : 401;
                context.Response.ContentType = type;
                return Task.CompletedTask;
            },
            certificates: null,
            Cancel);

        var item = await OneAsync(Uplink(new Uri(cloud.Address, "/base"), token: _directory["token"]));

        Assert.Equal(state, item.State);
        Assert.Contains(said, item.Evidence, StringComparison.Ordinal);
        Assert.Contains("connection", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_that_nobody_answers_for_is_a_fault_and_none_configured_is_not()
    {
        Assert.Equal(DoctorState.Fault, (await OneAsync(Uplink(new Uri($"http://127.0.0.1:{Loopback.FreePort()}")))).State);
        Assert.Equal(DoctorState.Ok, (await OneAsync(Uplink(url: null))).State);
    }

    [Fact]
    public async Task Who_may_not_read_the_token_believes_the_daemon()
    {
        await using var cloud = await LoopbackServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        }, certificates: null, Cancel);
        using var online = new FakeDaemon().Says("/api/v1/uplink", Json(View(UplinkState.Online))).Run();

        Assert.All(await Uplink(cloud.Address, daemon: online).LookAsync(Cancel), static item => Assert.Equal(DoctorState.Ok, item.State));
        Assert.Equal(DoctorState.Fault, (await OneAsync(Uplink(cloud.Address))).State);
    }

    [Theory]
    [InlineData(UplinkState.Online, 3, DoctorState.Ok)]
    [InlineData(UplinkState.Online, 600, DoctorState.Warning)]
    [InlineData(UplinkState.Offline, 3, DoctorState.Warning)]
    [InlineData(UplinkState.Refused, 3, DoctorState.Fault)]
    public void What_waits_for_the_cloud_is_told(UplinkState state, long oldest, DoctorState expected)
    {
        var item = Uplink(url: null).Queue(View(state) with { OldestQueuedSeconds = oldest });

        Assert.Equal(expected, item.State);
        Assert.Contains("4 of 10 records wait", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_a_fault_and_nothing_is_sent()
    {
        // The test clock stands in the past of this machine's.
        await TestAuthority.WriteAsync(_directory.Path, IPAddress.Loopback, new TestClock(), Cancel);
        var asked = 0;
        await using var cloud = await LoopbackServer.StartAsync(_ =>
        {
            asked++;
            return Task.CompletedTask;
        }, _directory.Path, Cancel);

        var certificate = await OneAsync(new CertificateCheck(cloud.Address, _directory["ca.pem"], served: null, TimeProvider.System));
        var uplink = await OneAsync(Uplink(cloud.Address, authority: _directory["ca.pem"]));

        Assert.Equal((DoctorState.Fault, DoctorState.Fault, 0), (certificate.State, uplink.State, asked));
        Assert.Contains("ran out", certificate.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_the_right_authority_is_trusted_and_one_of_another_is_not()
    {
        await TestAuthority.WriteAsync(_directory.Path, IPAddress.Loopback, TimeProvider.System, Cancel);
        await using var cloud = await LoopbackServer.StartAsync(static _ => Task.CompletedTask, _directory.Path, Cancel);

        var right = await OneAsync(new CertificateCheck(cloud.Address, _directory["ca.pem"], served: null, TimeProvider.System));
        var wrong = await OneAsync(new CertificateCheck(cloud.Address, authorityFile: null, served: null, TimeProvider.System));

        // Its 23 hours are few.
        Assert.Equal((DoctorState.Warning, DoctorState.Fault), (right.State, wrong.State));
        Assert.Contains("runs out in 22 h", right.Evidence, StringComparison.Ordinal);
        Assert.Contains("not trusted", wrong.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-30, 90, DoctorState.Ok)]
    [InlineData(-30, 5, DoctorState.Warning)]
    [InlineData(-30, -1, DoctorState.Fault)]
    [InlineData(3, 90, DoctorState.Fault)]
    public async Task The_kits_own_certificate_is_looked_at(int fromDays, int toDays, DoctorState state)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=kit-17.local", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(fromDays), now.AddDays(toDays));
        await File.WriteAllTextAsync(_directory["kit.pem"], certificate.ExportCertificatePem(), Cancel);

        Assert.Equal(state, (await OneAsync(new CertificateCheck(cloud: null, authorityFile: null, _directory["kit.pem"], TimeProvider.System))).State);
    }

    [Fact]
    public async Task Without_any_certificate_all_is_well() =>
        Assert.Equal(DoctorState.Ok, (await OneAsync(new CertificateCheck(new Uri("http://cloud.example"), authorityFile: null, served: null, TimeProvider.System))).State);

    [Fact]
    public async Task A_live_edge_that_moves_is_well_and_one_that_stands_still_hangs_or_is_gone_is_not()
    {
        var number = 0;
        await using var origin = await LoopbackServer.StartAsync(
            context => context.Request.Path.Value switch
            {
                "/moves/a.m3u8" => context.Response.WriteAsync("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\nv/b.m3u8\n", Cancel),
                "/moves/v/b.m3u8" => context.Response.WriteAsync(Media(Interlocked.Increment(ref number)), Cancel),
                "/still/a.m3u8" => context.Response.WriteAsync(Media(1), Cancel),
                "/ended/a.m3u8" => context.Response.WriteAsync(Media(1) + "#EXT-X-ENDLIST\n", Cancel),
                "/hangs/a.m3u8" => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
                "/page/a.m3u8" => context.Response.WriteAsync("<html>Welcome to Market Wi-Fi</html>", Cancel),
                _ => Task.FromResult(context.Response.StatusCode = 404),
            },
            certificates: null,
            Cancel);

        var alone = await LiveAsync(origin.Address, ["moves"], ["still"], ["ended"], ["hangs"], ["page"], ["gone"]);

        Assert.Equal(
            [DoctorState.Ok, DoctorState.Fault, DoctorState.Warning, DoctorState.Fault, DoctorState.Fault, DoctorState.Fault], alone.Select(static item => item.State));
        Assert.Contains("did not answer in 5 s", alone[3].Evidence, StringComparison.Ordinal);
        Assert.Contains("404", alone[5].Evidence, StringComparison.Ordinal);

        // One origin that is well keeps a stream going.
        Assert.Equal([DoctorState.Warning, DoctorState.Ok], (await LiveAsync(origin.Address, ["gone", "moves"])).Select(static item => item.State));
    }

    [Fact]
    public async Task A_stream_whose_playlist_nobody_knows_is_said()
    {
        var options = Settings("live: { streams: [{ name: main, origins: [\"http://127.0.0.1:1/\"] }] }").Read("live", StreamingOptions.Read);

        Assert.Equal(DoctorState.Warning, (await OneAsync(new LiveCheck(options, RunningKit.None(""), TimeProvider.System))).State);
        Assert.Equal(DoctorState.Ok, (await OneAsync(new LiveCheck(Settings("{}").Read("live", StreamingOptions.Read), RunningKit.None(""), TimeProvider.System))).State);
    }

    [Fact]
    public async Task A_catalogue_has_a_count_and_an_age()
    {
        var options = Settings("{}").Read("catalog", CatalogOptions.Reader(_directory.Path));
        var time = new TestClock();
        Assert.Equal((DoctorState.Warning, "nothing is on sale"), await StateAndEvidenceAsync(new CatalogCheck(options, RunningKit.None(""), time)));

        using var daemon = new FakeDaemon().Says("/api/v1/catalog", """{"version":"1","items":[{"sku":"tea","name":"Tea","price":{"amount":350,"currency":"EUR"}}]}""").Run();
        Directory.CreateDirectory(options.Directory);
        var kept = Path.Combine(options.Directory, "snapshot.json");
        await File.WriteAllTextAsync(kept, "{", Cancel);
        Assert.Equal(DoctorState.Warning, (await OneAsync(new CatalogCheck(options, daemon, time))).State);

        File.Delete(kept);
        Assert.Contains("1 goods", (await OneAsync(new CatalogCheck(options, daemon, time))).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulated_sensor_is_not_taken_for_a_real_one_and_a_fault_is_one()
    {
        var check = new SensorsCheck(Settings(Pack), RunningKit.None(""));
        var item = await OneAsync(check);

        Assert.Equal(DoctorState.Warning, item.State);
        Assert.Contains("sim is simulated", item.Evidence, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Fault, Assert.Single(check.Judge(new SensorsReport([], [], ["case: it does not answer"]))).State);
        Assert.Equal(DoctorState.Ok, Assert.Single(check.Judge(new SensorsReport([Sensor(ReadingQuality.Good)], [new I2cBusView(1, [])], []))).State);
        Assert.Equal(DoctorState.Warning, Assert.Single(check.Judge(new SensorsReport([Sensor(ReadingQuality.Stale)], [], []))).State);
        Assert.Equal(DoctorState.Fault, Assert.Single(check.Judge(new SensorsReport([Sensor(ReadingQuality.Failed)], [], []))).State);
    }

    [Theory]
    [InlineData(PowerStage.Normal, 0.9, DoctorState.Ok)]
    [InlineData(PowerStage.Normal, null, DoctorState.Warning)]
    [InlineData(PowerStage.Conserve, 0.3, DoctorState.Warning)]
    [InlineData(PowerStage.Critical, 0.1, DoctorState.Fault)]
    public void Power_is_judged_by_its_stage(PowerStage stage, double? charge, DoctorState state)
    {
        var view = new PowerView(stage, "so it is", PowerSource.Battery, ReadingQuality.Good, [], [new LoadView("lights", IsOn: true, IsMeasured: false, ShedAt: PowerStage.Shutdown)], [], charge);

        var item = Assert.Single(Power().Judge(view));

        Assert.Equal(state, item.State);
        Assert.Contains("conserve below 40 %", item.Evidence, StringComparison.Ordinal);
        Assert.Contains("would go off: lights at shutdown", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_cannot_be_switched_and_heat_come_first()
    {
        var view = new PowerView(
            PowerStage.Normal, "", PowerSource.Battery, ReadingQuality.Good, [], [new LoadView("lights", IsOn: true, IsMeasured: false, Fault: "the line is taken")], [new TemperatureView("case", ReadingQuality.Good, 61, 60)], 0.9);

        Assert.Equal([DoctorState.Fault, DoctorState.Warning, DoctorState.Ok], Power().Judge(view).Select(static item => item.State));
        Assert.Equal(DoctorState.Unknown, (await OneAsync(Power())).State);
    }

    [Theory]
    [InlineData("http: { listen: [\"http://127.0.0.1:1\"] }", DoctorState.Ok)]
    [InlineData("http: { listen: [\"http://0.0.0.0:1\"] }\nsecurity: { access: open }", DoctorState.Fault)]
    public async Task Open_access_is_a_fault(string yaml, DoctorState state)
    {
        var settings = Settings(yaml);
        var http = settings.Read("http", HttpOptions.Read);

        Assert.Equal(state, (await OneAsync(new AccessCheck(http, settings.Read("security", AccessOptions.Read), status: null))).State);
    }

    [Fact]
    public void The_report_is_json_with_words_for_states()
    {
        var report = new DoctorReport("1.0", DateTimeOffset.UnixEpoch, 1.5, DoctorState.Warning, [Finding.Warning("Clock", "it is off", "set it")], "kit-17");

        Assert.Equal(
            """{"version":"1.0","time":"1970-01-01T00:00:00+00:00","seconds":1.5,"state":"warning","items":[{"name":"Clock","state":"warning","evidence":"it is off","fix":"set it"}],"kit":"kit-17"}""",
            JsonSerializer.Serialize(report, ContractsJson.Default.DoctorReport));
    }

    [Fact]
    public void An_audit_looks_at_everything_also_where_the_configuration_cannot_be_read()
    {
        var whole = Audit.Of(new SettingsLoad.Loaded(Settings("kit: { id: kit-17 }")), _directory.Path, RunningKit.None(""), TimeProvider.System);
        var refused = Audit.Of(new SettingsLoad.Refused(["f:1: no"]), _directory.Path, RunningKit.None(""), TimeProvider.System);

        Assert.Equal("kit-17", whole.Kit);
        Assert.Equal(whole.Checks.Select(static check => check.Name).Except(["Ledger"], StringComparer.Ordinal), refused.Checks.Select(static check => check.Name));
        Assert.All(whole.Checks, static check => Assert.InRange(check.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(45)));
    }

    private static SensorView Sensor(ReadingQuality quality) => new("case", "tmp117", "", SensorState.Ok, quality, [], 0);

    private static UplinkView View(UplinkState state) => new(state, DateTimeOffset.UnixEpoch, 4, 6, 10, Guid.Empty, 0, LastError: "no route");

    private static string Json(UplinkView view) => JsonSerializer.Serialize(view, ContractsJson.Default.UplinkView);

    private static string Media(int sequence) => $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{sequence}\n#EXTINF:1,\n{sequence}.ts\n";

    private static async Task<(DoctorState, string)> StateAndEvidenceAsync(ICheck check) => await OneAsync(check) is var item ? (item.State, item.Evidence) : default;

    private static async Task<DoctorItem> OneAsync(ICheck check)
    {
        var item = Assert.Single(await check.LookAsync(Cancel));
        Assert.Equal(item.State == DoctorState.Ok, item.Fix.Length == 0);
        return item;
    }

    private UplinkCheck Uplink(Uri? url, string? token = null, string? authority = null, RunningKit? daemon = null)
    {
        var ca = authority is null ? "" : $", caFile: \"{authority}\"";
        var options = Settings(url is null ? "{}" : $"uplink: {{ url: \"{url}\"{ca} }}").Read("uplink", UplinkOptions.Read);
        return new UplinkCheck(options, "kit-17", token, daemon ?? RunningKit.None(""), TimeProvider.System);
    }

    private async Task<IReadOnlyList<DoctorItem>> LiveAsync(Uri origin, params string[][] streams)
    {
        var yaml = string.Join(", ", streams.Select((folders, index) => $"{{ name: s{index}, playlist: a.m3u8, origins: [{string.Join(", ", folders.Select(folder => $"\"{new Uri(origin, folder)}\""))}] }}"));
        return await new LiveCheck(Settings($"live: {{ streams: [{yaml}] }}").Read("live", StreamingOptions.Read), RunningKit.None(""), TimeProvider.System).LookAsync(Cancel);
    }

    private PowerCheck Power()
    {
        var settings = Settings(Pack);
        return new PowerCheck(settings.Read("power", PowerOptions.Reader(settings.ReadList("sensors", SensorOptions.Read))), RunningKit.None(""));
    }

    private Settings Settings(string yaml)
    {
        using (var file = new StreamWriter(_directory["edgekit.yaml"]))
        {
            file.Write(yaml);
        }

        return Assert.IsType<SettingsLoad.Loaded>(SettingsLoader.Load(_directory["edgekit.yaml"], mayBeMissing: false, _directory.Path, [], [])).Settings;
    }
}
