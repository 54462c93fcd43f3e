using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Power;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Power;

/// <summary>The published daemon on a pack that runs empty and is charged again: it stops selling in order, gives the cloud what it has, and goes on.</summary>
public sealed class ShutdownTests : ProcessTest
{
    /// <summary>Well for three minutes of its evening, empty for five, then on a charger.</summary>
    private const string Evening = """
        seconds,volts,amperes,celsius
        0,13.2,-2,30
        200,13.2,-2,30
        201,9.8,-8,31
        500,9.8,-8,31
        501,13.6,3,31
        800,13.6,3,31
        1100,13.6,3,31
        1400,13.6,3,31
        """;

    [Fact]
    public async Task An_empty_pack_ends_the_evening_in_order_and_power_that_returns_goes_on_with_it()
    {
        var cloud = await StartCloudAsync();
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder["evening.csv"], Evening, Cancel);
        var kit = await StartKitAsync(new KitSetup
        {
            CloudUrl = cloud.Address,
            Yaml = $$"""
                sensors:
                  - id: evening
                    driver: simulated
                    file: {{folder["evening.csv"]}}
                    speed: 20
                    every: 100ms
                power:
                  packs:
                    - { id: main, sensor: evening, capacity: 100Ah }
                  stages:
                    conserve: { volts: 12.6V }
                    critical: { volts: 12V }
                    shutdown: { volts: 10.5V }
                  dwell: 10s
                  confirm: 3s
                  shutdown: { grace: 1s, push: 10s }

                """,
        });
        using var tablet = kit.NewTablet("till");
        var first = await tablet.OrderAsync(Cancel, lines: new SkuQuantity("TEA-01", 1));
        Assert.Equal(201, first.Status);

        using var answer = await kit.Http.PostAsync(new Uri("/api/v1/power/rehearsal", UriKind.Relative), null, Cancel);
        var rehearsal = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.RehearsalView, Cancel))!;
        Assert.True(rehearsal.Works, string.Join(' ', rehearsal.Faults));
        Assert.True(rehearsal.IsSimulated);
        Assert.StartsWith("the cloud has all ", rehearsal.Steps[2].Said, StringComparison.Ordinal);
        Assert.Equal(201, (await tablet.OrderAsync(Cancel, lines: new SkuQuantity("TEA-01", 1))).Status);

        var off = await PowerWatch.WaitAsync(kit, static power => power.Shutdown?.Steps[^1].State is ShutdownStepState.Done, Cancel);

        Assert.Equal(PowerStage.Shutdown, off.Stage);
        Assert.All(off.Shutdown!.Steps, static step => Assert.Equal(ShutdownStepState.Done, step.State));
        Assert.Equal("simulated: the kit would be off now", off.Shutdown.Steps[^1].Said);
        var refused = await tablet.OrderAsync(Cancel, lines: new SkuQuantity("TEA-01", 1));
        Assert.Equal((503, ProblemTypes.Stopping), (refused.Status, refused.Problem?.Type));
        Assert.Contains("under load is below 10.50 V", refused.Problem!.Detail, StringComparison.Ordinal);
        var again = await tablet.SendAsync(first, Cancel);
        Assert.Equal((201, true), (again.Status, again.Replayed));
        using (var ready = await kit.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancel))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        var on = await PowerWatch.WaitAsync(kit, static power => power.Shutdown is null, Cancel);

        Assert.NotEqual(PowerStage.Shutdown, on.Stage);
        Assert.Equal(201, (await tablet.SendAsync(refused, Cancel)).Status);
        await kit.WaitUntilReadyAsync(Cancel);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        Assert.True((await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel)).Agrees);
    }
}
