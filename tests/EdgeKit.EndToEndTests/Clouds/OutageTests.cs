using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Clouds;

public sealed class OutageTests : ProcessTest
{
    private static readonly Dictionary<string, string> Quick = new(StringComparer.Ordinal) { ["retryAtMost"] = "1s", ["timeout"] = "2s" };

    [Fact]
    public async Task Orders_of_an_outage_reach_the_cloud_once_each_when_it_is_back()
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        var kit = await StartKitAsync(new KitSetup { CloudUrl = relay.Address, Uplink = Quick });
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 20);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);

        relay.Switch(RelayFault.Refuse);
        var offline = await SellAsync(tablet, 30);
        Assert.All(offline, static call => Assert.Equal(PromiseState.Queued, call.Receipt!.Promise.State));
        Assert.Equal(30, (await KitReader.UplinkAsync(kit.Http, Cancel)).Queued);
        Assert.Equal(20, (await KitReader.CloudOrdersAsync(cloud.Http, kit.Setup.Id, Cancel)).Count);

        relay.Switch(RelayFault.None);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
        Assert.All(await KitReader.OrdersAsync(kit.Http, Cancel), static order => Assert.Equal(PromiseState.Confirmed, order.Promise.State));
    }

    [Theory]
    [InlineData(RelayFault.CaptivePortal)]
    [InlineData(RelayFault.Unavailable)]
    [InlineData(RelayFault.OtherIncarnation)]
    [InlineData(RelayFault.AckBeyond)]
    [InlineData(RelayFault.AckNegative)]
    [InlineData(RelayFault.CutJson)]
    public async Task What_is_not_the_cloud_or_takes_nothing_confirms_nothing(RelayFault fault)
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        relay.Switch(fault);
        var kit = await StartKitAsync(new KitSetup { CloudUrl = relay.Address, Uplink = Quick });
        relay.Incarnation = (await KitReader.UplinkAsync(kit.Http, Cancel)).Incarnation;
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 5);

        // Its second answer has been dealt with when it asks a third time.
        var struck = relay.Struck;
        await Readiness.WaitUntilAsync(_ => Task.FromResult(relay.Struck >= struck + 3), () => kit.Child.Output, Cancel);

        var uplink = await KitReader.UplinkAsync(kit.Http, Cancel);
        Assert.Equal((0L, UplinkState.Offline), (uplink.AckSeq, uplink.State));
        Assert.NotNull(uplink.LastError);
        Assert.DoesNotContain(await KitReader.OrdersAsync(kit.Http, Cancel), static order => order.Promise.State == PromiseState.Confirmed);
        relay.Switch(RelayFault.None);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
    }

    [Fact]
    public async Task A_cloud_restored_from_a_backup_gets_again_what_it_lacks()
    {
        var cloud = await StartCloudAsync();
        var kit = await StartKitAsync(new KitSetup { CloudUrl = cloud.Address, Uplink = new Dictionary<string, string>(Quick, StringComparer.Ordinal) { ["sweepEvery"] = "1s" } });
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 10);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        await cloud.StopAsync(Cancel);
        var copy = cloud.BackUp();
        await cloud.StartAsync(Cancel);
        await SellAsync(tablet, 10);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);

        await cloud.KillAsync(Cancel);
        cloud.Restore(copy);
        await cloud.StartAsync(Cancel);

        // Nothing new is sold: the kit asks by itself how far the cloud is.
        await Readiness.WaitUntilAsync(
            async token => (await KitReader.CloudOrdersAsync(cloud.Http, kit.Setup.Id, token)).Count == 20, () => kit.Child.Output, Cancel);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
    }
}
