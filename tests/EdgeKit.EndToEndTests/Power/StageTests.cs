using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Power;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.EndToEndTests.Power;

/// <summary>The published daemon on a recorded discharge: what the stage is, and who obeys it.</summary>
public sealed class StageTests : ProcessTest
{
    /// <summary>The pack is well for a minute of its evening, sags for three, and is charged again.</summary>
    private const string Evening = """
        seconds,volts,amperes,celsius
        0,13.2,-2,30
        60,13.2,-2,30
        61,11.4,-8,31
        260,11.3,-8,32
        261,13.4,3,31
        600,13.5,3,30
        """;

    [Fact]
    public async Task The_ladder_and_the_pull_obey_the_stage_and_the_kit_sells_through_all_of_it()
    {
        var cloud = await StartCloudAsync();
        await PublishAsync(cloud, "Tea");
        var origin = Keep(TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 400_000), new("v1", 2_000_000), new("v2", 4_000_000)] }));
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder["evening.csv"], Evening, Cancel);
        var kit = await StartKitAsync(new KitSetup
        {
            CloudUrl = cloud.Address,
            Yaml = Yaml(origin, folder["evening.csv"]),
        });
        Assert.Equal(PowerStage.Normal, (await PowerWatch.ReadAsync(kit, Cancel)).Stage);
        Assert.Equal(3, await RungsAsync(kit));
        await NamedAsync(kit, "Tea");

        var low = await StageAsync(kit, PowerStage.Critical);

        Assert.Equal((ReadingQuality.Simulated, PowerSource.Battery), (low.Quality, low.Source));
        Assert.Contains("11.", low.StageReason, StringComparison.Ordinal);
        Assert.Equal(1, await RungsAsync(kit));
        var sensors = (await kit.Http.GetFromJsonAsync(new Uri("/api/v1/sensors", UriKind.Relative), ContractsJson.Default.SensorsView, Cancel))!;
        Assert.Equal((SensorState.Ok, ReadingQuality.Simulated), (sensors.Sensors[0].State, sensors.Sensors[0].Quality));

        await PublishAsync(cloud, "Evening tea");
        using var tablet = kit.NewTablet("till");
        var sold = await tablet.OrderAsync(Cancel, lines: new SkuQuantity("TEA-01", 1));
        Assert.Equal(201, sold.Status);

        // The order goes up at once: the uplink works. What the cloud has for the kit waits meanwhile.
        await Readiness.WaitUntilAsync(async _ => (await tablet.SendAsync(sold, Cancel)).Status == 201 && await QueuedAsync(kit) == 0, static () => "the order does not go up", Cancel);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancel);
        Assert.Equal(PowerStage.Critical, (await PowerWatch.ReadAsync(kit, Cancel)).Stage);
        Assert.DoesNotContain("Evening tea", await CatalogAsync(kit), StringComparison.Ordinal);

        await StageAsync(kit, PowerStage.Normal);

        await NamedAsync(kit, "Evening tea");
        Assert.Equal(3, await RungsAsync(kit));
    }

    private static string Yaml(TestOrigin origin, string evening) =>
        $$"""
        live:
          streams:
            - name: main
              origins: ["{{origin.Hls}}"]
        sensors:
          - id: evening
            driver: simulated
            file: {{evening}}
            speed: 10
            every: 100ms
        power:
          packs:
            - id: main
              sensor: evening
              temperature: evening
              capacity: 100Ah
          stages:
            conserve: { volts: 12.6V }
            critical: { volts: 12V }
            shutdown: { volts: 9V }
          dwell: 10s
          confirm: 5s

        """;

    private static async Task PublishAsync(CloudProcess cloud, string name)
    {
        var catalog = new CatalogImport([new CatalogImportItem("TEA-01", name, new Money(350, "EUR"))]);
        using var answer = await cloud.Http.PutAsJsonAsync(new Uri("/v1/catalog", UriKind.Relative), catalog, ContractsJson.Default.CatalogImport, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<string> CatalogAsync(KitProcess kit) => kit.Http.GetStringAsync(new Uri("/api/v1/catalog", UriKind.Relative), Cancel);

    private static Task NamedAsync(KitProcess kit, string name) => Readiness.WaitUntilAsync(
        async _ => (await CatalogAsync(kit)).Contains($"\"{name}\"", StringComparison.Ordinal), () => $"the catalogue has no '{name}'", Cancel);

    private static async Task<long> QueuedAsync(KitProcess kit) =>
        (await kit.Http.GetFromJsonAsync(new Uri("/api/v1/uplink", UriKind.Relative), ContractsJson.Default.UplinkView, Cancel))!.Queued;

    private static Task<PowerView> StageAsync(KitProcess kit, PowerStage stage) => PowerWatch.WaitAsync(kit, power => power.Stage == stage, Cancel);

    private static async Task<int> RungsAsync(KitProcess kit) =>
        (await kit.Http.GetStringAsync(new Uri("/live/main/main.m3u8", UriKind.Relative), Cancel)).Split('\n').Count(static line => line.Length > 0 && line[0] != '#');
}
