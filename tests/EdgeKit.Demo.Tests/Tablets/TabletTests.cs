using System.Net.Sockets;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Demo.Tablets;

public sealed class TabletTests : IAsyncLifetime
{
    private static readonly CatalogItem[] Items =
    [
        new("chai", "Masala chai", new Money(380, "EUR"), 0.19m, Category: "Drinks"),
        new("gyoza", "Gyoza", new Money(750, "EUR"), 0.07m, Category: "Food"),
        new("teapot", "Teapot", new Money(7800, "EUR"), 0.19m, Category: "Ceramics"),
    ];

    private readonly Tally _tally = new();
    private readonly Shelf _shelf = new(Items);
    private StandInKit _kit = null!;
    private HttpClient _http = null!;
    private Tablet _tablet = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kit = await StandInKit.StartAsync(Cancel);
        _http = new HttpClient { BaseAddress = _kit.Address };
        _tablet = NewTablet(1);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _kit.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_commit_makes_no_second_order()
    {
        _kit.FaultOf = static request => request <= 2 ? StandInFault.AnswerLost : StandInFault.None;

        await _tablet.OrderAsync([new SkuQuantity("chai", 2)], Cancel);

        Assert.Equal(3, _kit.Requests);
        Assert.Single(_kit.Keys);
        Assert.Equal(_kit.Orders.Select(static order => order.OrderId), _tally.Receipts);
        Assert.Equal((1, 2, 1), (_tally.View.Orders, _tally.View.Retries, _tally.View.Replays));
    }

    [Fact]
    public async Task A_busy_kit_is_asked_again_with_the_same_key()
    {
        _kit.FaultOf = static request => request == 1 ? StandInFault.Busy : StandInFault.None;

        await _tablet.OrderAsync([new SkuQuantity("chai", 1)], Cancel);

        Assert.Equal((2, 1, 1), (_kit.Requests, _kit.Keys.Count, _tally.View.Orders));
    }

    [Theory]
    [InlineData(typeof(SocketException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task However_a_connection_breaks_it_is_tried_again(Type kind)
    {
        using var breaking = new HttpClient(new BreakingHandler((Exception)Activator.CreateInstance(kind)!)) { BaseAddress = _kit.Address };

        await NewTablet(1, breaking).OrderAsync([new SkuQuantity("chai", 1)], Cancel);

        Assert.Equal((1, 1), (_tally.View.Orders, _tally.View.Retries));
    }

    [Fact]
    public async Task What_is_sold_out_is_left_away_and_the_rest_is_ordered()
    {
        _kit.Left["gyoza"] = 0;

        await _tablet.OrderAsync([new SkuQuantity("gyoza", 2), new SkuQuantity("chai", 1)], Cancel);

        Assert.Equal((2, 1, 1), (_kit.Requests, _kit.Orders.Count, _tally.View.SoldOut));
        Assert.Equal("gyoza", _shelf.ToRestock());
    }

    [Fact]
    public async Task Of_what_is_short_the_customer_takes_what_is_left()
    {
        _kit.Left["gyoza"] = 1;

        await _tablet.OrderAsync([new SkuQuantity("gyoza", 3)], Cancel);

        Assert.Equal((1, 0L), (_kit.Orders.Count, _kit.Left["gyoza"]));
    }

    [Fact]
    public async Task A_customer_for_whom_nothing_is_left_goes()
    {
        _kit.Left["gyoza"] = 0;

        await _tablet.OrderAsync([new SkuQuantity("gyoza", 1)], Cancel);

        Assert.Empty(_kit.Orders);
        Assert.Equal(0, _tally.View.Refusals);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Over_a_bad_wifi_every_order_has_one_receipt_and_every_receipt_one_order(int seed)
    {
        var chance = new Chance(new Random(seed));
        _kit.Left["gyoza"] = 20;
        _kit.FaultOf = _ => (StandInFault)chance.Weighted([70, 20, 10]);
        var tablets = Enumerable.Range(1, 4).Select(NewTablet).ToArray();

        await Task.WhenAll(tablets.Select(static async tablet =>
        {
            for (var customer = 0; customer < 60; customer++)
            {
                await tablet.ServeAsync(Cancel);
            }
        }));

        Assert.InRange(_tally.View.Replays, 5, int.MaxValue);
        Assert.InRange(_tally.View.Orders, 100, 240);
        Assert.Equal(_kit.Orders.Select(static order => order.OrderId).Order(), _tally.Receipts.Order());
        Assert.Equal(0, _tally.View.Refusals);
    }

    [Fact]
    public async Task A_tablet_stops_between_customers_without_a_fault()
    {
        using var stopping = new CancellationTokenSource();
        var running = _tablet.RunAsync(static () => TimeSpan.FromHours(1), stopping.Token, Cancel);

        await stopping.CancelAsync();

        await running;
        Assert.Equal(0, _kit.Requests);
    }

    private Tablet NewTablet(int number) => NewTablet(number, _http);

    private Tablet NewTablet(int number, HttpClient http)
    {
        var chance = new Chance(new Random(number));
        var backoff = new Backoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4), chance.Random);
        return new Tablet($"Tablet {number}", new TillClient(http, backoff, _tally, TimeProvider.System), _shelf, _tally, chance, TimeProvider.System);
    }
}
