using System.Net;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Clouds;

/// <summary>The published kit and cloud with a line between them.</summary>
public sealed class LineTests : ProcessTest
{
    [Fact]
    public async Task A_cloud_that_is_killed_and_one_that_is_restored_get_every_order_once_over_the_line()
    {
        var (cloud, kit) = await StartAsync();
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 20);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        await cloud.StopAsync(Cancel);
        var copy = cloud.BackUp();
        await cloud.StartAsync(Cancel);

        for (var kill = 0; kill < 3; kill++)
        {
            await SellDuringAsync(tablet, 30, () => cloud.KillAsync(Cancel));
            await cloud.StartAsync(Cancel);
        }

        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        Assert.True((await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel)).Agrees);

        await cloud.KillAsync(Cancel);
        cloud.Restore(copy);
        await cloud.StartAsync(Cancel);

        // Nothing new is sold: the cloud says by itself how far it is.
        await Readiness.WaitUntilAsync(
            async token => (await KitReader.CloudOrdersAsync(cloud.Http, kit.Setup.Id, token)).Count == 110, () => kit.Child.Output, Cancel);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        Assert.True((await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel)).Agrees);
    }

    [Fact]
    public async Task A_kit_that_no_one_can_call_is_asked_over_its_own_line()
    {
        var (cloud, kit) = await StartAsync();
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 10);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);

        var (records, source, next) = await KitReader.FeedAsync(kit.Http, "2", Cancel);
        using var answer = await cloud.Http.GetAsync(new Uri($"/v1/kits/{kit.Setup.Id}/line/feed?since=2&limit=1000", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, next), (answer.StatusCode, answer.Headers.GetValues("Edge-Next").Single()));
        var (sourceOfCloud, recordsOfCloud) = CloudEventBatch.Read(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(source, sourceOfCloud);
        Assert.Equal(records.Select(HashChain.Of), recordsOfCloud.Select(HashChain.Of));
        using var wrong = await cloud.Http.GetAsync(new Uri($"/v1/kits/{kit.Setup.Id}/line/feed?since=99999", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private async Task<(CloudProcess Cloud, KitProcess Kit)> StartAsync()
    {
        var cloud = Keep(CloudProcess.Create());
        var uplink = await cloud.SecureAsync("kit-17", Cancel);
        await cloud.StartAsync(Cancel);
        var kit = await StartKitAsync(new KitSetup
        {
            CloudUrl = new Uri(uplink["url"]),
            Uplink = new Dictionary<string, string>(StringComparer.Ordinal) { ["caFile"] = uplink["caFile"], ["tokenFile"] = uplink["tokenFile"], ["retryAtMost"] = "1s", ["timeout"] = "5s" },
        });
        return (cloud, kit);
    }
}
