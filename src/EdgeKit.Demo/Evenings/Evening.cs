using EdgeKit.Contracts.Catalog;
using EdgeKit.Demo.Children;
using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Relays;
using EdgeKit.Demo.Screens;
using EdgeKit.Demo.Streams;
using EdgeKit.Demo.Tablets;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Demo.Evenings;

/// <summary>Plays an evening: the uplink comes and goes, four tablets sell, and in the end kit and cloud are compared.</summary>
internal sealed class Evening(DemoOptions options, PopUp popUp, CatalogSnapshot catalog, IScreen screen, TimeProvider time) : IDisposable
{
    private const int Tablets = 4;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DrainedWithin = TimeSpan.FromMinutes(3);

    private readonly Chance _chance = new(options.Seed is { } seed ? new Random(seed) : new Random());
    private readonly Tally _tally = new();
    private readonly Shelf _shelf = new(catalog.Items);
    private readonly HttpClient _wifi = OverWifi(popUp);

    /// <summary>Plays it.</summary>
    /// <returns>The exit code: 1 when kit and cloud do not agree.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var watch = new StallWatch(popUp, catalog, _tally, time);
        await WithScreenAsync(watch, PlayAsync, cancellationToken);
        var comparison = await CompareAsync(cancellationToken);
        screen.Show(comparison, _tally.View);
        var verdict = comparison.Differences.Count == 0 && _tally.View.Refusals == 0 ? 0 : 1;
        if (screen.IsInteractive && !options.Once)
        {
            try
            {
                await WithScreenAsync(watch, ExploreAsync, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return verdict;
            }
        }

        return verdict;
    }

    /// <inheritdoc />
    public void Dispose() => _wifi.Dispose();

    private static HttpClient OverWifi(PopUp popUp)
    {
        var wifi = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{popUp.Wifi.Port}/"), Timeout = Timeout.InfiniteTimeSpan };
        wifi.DefaultRequestHeaders.Host = popUp.KitAddress.Authority;
        return wifi;
    }

    private async Task WithScreenAsync(StallWatch watch, Func<StallWatch, CancellationToken, Task> play, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = Audience.WatchAsync(popUp.KitAddress, PopUp.Stream, time, over.Token);
        Task[] all = [play(watch, over.Token), watch.RunAsync(over.Token), screen.ShowAsync(() => watch.Current, over.Token)];

        // Whoever ends first ends the others; how it ended is what counts.
        var first = await Task.WhenAny(all);
        await over.CancelAsync();
        await Task.WhenAll([.. all, watching]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task PlayAsync(StallWatch watch, CancellationToken cancellationToken)
    {
        using var lastCustomer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var selling = SellAsync(() => Pace / options.Rate, lastCustomer.Token, cancellationToken);
        foreach (var phase in Phase.Evening)
        {
            popUp.SetUplink(phase.Uplink);
            watch.Enter(phase, options.Length * phase.Share);
            await Task.Delay(options.Length * phase.Share, time, cancellationToken);
        }

        popUp.SetUplink(RelayFault.None);
        watch.Enter(Phase.Drain, length: null);
        await lastCustomer.CancelAsync();
        await selling;
        await DrainAsync(watch, cancellationToken);
    }

    private async Task ExploreAsync(StallWatch watch, CancellationToken cancellationToken)
    {
        watch.Enter(Phase.Explore, length: null);
        var selling = SellAsync(() => Pace * 3 / options.Rate, cancellationToken, cancellationToken);
        while (!selling.IsCompleted)
        {
            var wanted = screen.ReadKey() switch
            {
                'o' => popUp.Uplink == RelayFault.None ? RelayFault.Refuse : RelayFault.None,
                'h' => RelayFault.Hang,
                _ => popUp.Uplink,
            };
            popUp.SetUplink(wanted);
            await Task.Delay(Look, time, cancellationToken);
        }

        await selling;
    }

    private async Task SellAsync(Func<TimeSpan> pace, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var hiccups = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wifi = HiccupAsync(hiccups.Token);
        var run = _chance.Between(0x1000, 0xffff).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(1, Tablets).Select(number =>
        {
            var chance = new Chance(new Random(_chance.Between(0, int.MaxValue - 1)));
            var till = new TillClient(_wifi, new Backoff(TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2), chance.Random), _tally, time);
            return new Tablet($"Tablet {number} ({run})", till, _shelf, _tally, chance, time).RunAsync(pace, stopping, cancellationToken);
        }));
        await hiccups.CancelAsync();
        await wifi;
        popUp.Wifi.Set(RelayFault.None);
    }

    // The Wi-Fi of a market is what it is: now and then it cuts every tablet off, and they ask again with the same keys.
    private async Task HiccupAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1) + _chance.Pause(TimeSpan.FromSeconds(5)), time, cancellationToken);
                popUp.Wifi.Set(_chance.Happens(0.5) ? RelayFault.Reset : RelayFault.Hang);
                await Task.Delay(TimeSpan.FromMilliseconds(_chance.Between(200, 900)), time, cancellationToken);
                popUp.Wifi.Set(RelayFault.Reset);
                popUp.Wifi.Set(RelayFault.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            popUp.Wifi.Set(RelayFault.None);
        }
    }

    private async Task DrainAsync(StallWatch watch, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while ((await watch.LookAsync(remember: false, cancellationToken)).Uplink.Queued > 0)
        {
            if (time.GetElapsedTime(started) > DrainedWithin)
            {
                throw new DemoFaultException($"The log has not drained within {DrainedWithin.TotalMinutes:0} minutes of a working uplink.");
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<Comparison> CompareAsync(CancellationToken cancellationToken)
    {
        var kit = OrderReader.OfKitAsync(popUp.Kit, cancellationToken);
        var cloud = OrderReader.OfCloudAsync(popUp.Cloud, PopUp.KitId, cancellationToken);
        return OrderComparison.Compare(await kit, await cloud, _tally.Receipts);
    }
}
