using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Clouds;

public sealed class FeedExportTests : ProcessTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stick_carries_the_orders_to_the_cloud(bool kitRuns)
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 12);
        var cloud = Keep(CloudProcess.Create());
        var file = Path.Combine(kit.DataDirectory, "..", "stick.edgekit");
        if (!kitRuns)
        {
            await kit.StopAsync(Cancel);
        }

        var (exported, said) = await kit.CommandAsync(Cancel, "feed", "export", file);
        Assert.True(exported == 0, said);

        // A stick that is read twice changes nothing the second time.
        for (var i = 0; i < 2; i++)
        {
            var (imported, answer) = await cloud.CommandAsync(Cancel, "import", file);
            Assert.True(imported == 0, answer);
        }

        if (!kitRuns)
        {
            await kit.StartAsync(Cancel);
        }

        await cloud.StartAsync(Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
    }

    [Fact]
    public async Task What_a_stick_brought_is_not_brought_again_by_the_uplink()
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        relay.Switch(RelayFault.Refuse);
        var kit = await StartKitAsync(new KitSetup { CloudUrl = relay.Address });
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 12);
        var file = Path.Combine(kit.DataDirectory, "..", "stick.edgekit");
        Assert.Equal(0, (await kit.CommandAsync(Cancel, "feed", "export", file)).ExitCode);
        await cloud.StopAsync(Cancel);
        Assert.Equal(0, (await cloud.CommandAsync(Cancel, "import", file)).ExitCode);
        await cloud.StartAsync(Cancel);
        await SellAsync(tablet, 3);

        relay.Switch(RelayFault.None);

        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
    }
}
