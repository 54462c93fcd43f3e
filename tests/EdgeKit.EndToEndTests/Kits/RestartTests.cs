using System.Text.Json;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

public sealed class RestartTests : ProcessTest
{
    [Fact]
    public async Task Everything_is_there_after_a_kill()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        var calls = await SellAsync(tablet, 5);
        var (stock, catalog) = (await kit.Http.GetStringAsync(new Uri("/api/v1/stock", UriKind.Relative), Cancel), await kit.Http.GetStringAsync(new Uri("/api/v1/catalog", UriKind.Relative), Cancel));

        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);

        Assert.Equal(stock, await kit.Http.GetStringAsync(new Uri("/api/v1/stock", UriKind.Relative), Cancel));
        Assert.Equal(catalog, await kit.Http.GetStringAsync(new Uri("/api/v1/catalog", UriKind.Relative), Cancel));
        var again = await tablet.SendAsync(calls[2], Cancel);
        Assert.True(again.Replayed);
        Assert.Equal(calls[2].Answer.ToArray(), again.Answer.ToArray());
        await SellAsync(tablet, 1);
        var report = await new Reconciliation(kit, cloud: null).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
        Assert.Equal(6, report.Logged);
    }

    [Fact]
    public async Task Asked_to_end_it_ends_in_order_under_load_and_loses_nothing()
    {
        var kit = await StartKitAsync();
        await using var crowd = new Crowd(kit, 4);
        await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 50, "nothing was sold", Cancel);

        // What systemd waits before it kills.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var (exitCode, _) = await kit.StopAsync(patience.Token);

        Assert.Equal(0, exitCode);
        await crowd.StopAsync();
        await kit.StartAsync(Cancel);
        var report = await new Reconciliation(kit, cloud: null).CompareAsync(crowd.Tablets, Cancel);
        Assert.True(report.Agrees, report.ToString());
    }

    [Fact]
    public async Task A_page_that_listens_does_not_hold_up_the_end()
    {
        var kit = await StartKitAsync();
        using var events = await kit.Http.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Task feed = kit.Http.GetAsync(new Uri("/api/v1/feed?wait=60", UriKind.Relative), Cancel);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var (exitCode, _) = await kit.StopAsync(patience.Token);

        Assert.Equal(0, exitCode);
        await feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_data_is_refused_and_harms_nothing()
    {
        var kit = await StartKitAsync();
        var second = Keep(KitProcess.Create(new KitSetup { DataDirectory = kit.DataDirectory, Items = [] }));

        await second.StartAsync(Cancel, waitUntilReady: false);
        var exitCode = await second.Child.WaitForExitAsync(Cancel);

        Assert.Equal(1, exitCode);
        Assert.Contains(kit.DataDirectory, second.Child.Output, StringComparison.Ordinal);
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 1);
    }

    [Fact]
    public async Task A_frozen_daemon_goes_on_where_it_was()
    {
        var kit = await StartKitAsync();
        using var patient = kit.NewTablet("patient till");
        using var tablet = kit.NewTablet("till", TimeSpan.FromSeconds(1));
        await SellAsync(patient, 1);

        await kit.Child.FreezeAsync(Cancel);
        var unanswered = await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("TEA-01", 1));
        kit.Child.Signal(Signals.Continue);

        Assert.Equal(CallOutcome.Unknown, unanswered.Outcome);
        await tablet.AskAgainAsync(20, Cancel);
        var report = await new Reconciliation(kit, cloud: null).CompareAsync([patient, tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
        Assert.Equal((2, 2), (report.Acked, report.Logged));
    }

    [Fact]
    public async Task Status_tells_how_the_running_kit_is_and_that_none_runs()
    {
        var kit = await StartKitAsync();

        var (exitCode, output) = await kit.CommandAsync(Cancel, "status", "--json");

        Assert.Equal(0, exitCode);
        using var status = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Object, status.RootElement.ValueKind);
        await kit.StopAsync(Cancel);
        (exitCode, _) = await kit.CommandAsync(Cancel, "status", "--json");
        Assert.Equal(1, exitCode);
    }
}
