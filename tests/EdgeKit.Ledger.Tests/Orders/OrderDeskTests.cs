using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Retention;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Orders;

/// <summary>The desk at which pages order goes by the rules of the API.</summary>
public sealed class OrderDeskTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private LedgerServer _kit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IOrderDesk Desk => _kit.Desk;

    public async ValueTask InitializeAsync()
    {
        _kit = await LedgerServer.StartAsync(_directory);
        await _kit.PostAsync("/api/v1/stock/tea/receive", """{"quantity":10,"reason":"test","by":"test"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_order_is_paid_refunded_and_found()
    {
        var (receipt, _) = await Desk.SubmitAsync("a", Tea(3, PaymentMethod.Later), "tab1", Cancel);
        var (paid, _) = await Desk.PayAsync("b", receipt!.OrderId, new PayRequest(new Payment(PaymentMethod.Cash)), "tab1");
        var (refunded, _) = await Desk.RefundAsync("c", receipt.OrderId, new TakeBackRequest("cold", Restock: true, [new SkuQuantity("tea", 1)]), "tab2");

        var (found, _) = await Desk.FindAsync(receipt.OrderId, Cancel);
        Assert.Equal((OrderStatus.Open, OrderStatus.Paid, 350), (receipt.Status, paid!.Status, refunded!.Amount.Amount));
        Assert.Equal([new SkuQuantity("tea", 1)], found!.Refunded);
        Assert.Equal((8, 2), (Desk.StockOf("tea").Available, Desk.StockOf("tea").Sold));
        Assert.Equal(["\"by\":\"tab1\"", "\"by\":\"tab1\"", "\"by\":\"tab2\""], (await BodiesAsync())[1..].Select(static body => body[^12..^1]));
    }

    [Fact]
    public async Task Who_did_it_is_left_out_where_nobody_is_to_be_named()
    {
        await Desk.SubmitAsync("a", Tea(1), by: null, Cancel);

        Assert.DoesNotContain("\"by\"", (await BodiesAsync())[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_has_one_effect_at_the_desk_and_over_HTTP()
    {
        var (first, _) = await Desk.SubmitAsync("k", Tea(2), "tab1", Cancel);
        var (again, _) = await Desk.SubmitAsync("k", Tea(2), "tab2", Cancel);
        var other = await Desk.SubmitAsync("k", Tea(3), "tab1", Cancel);
        var http = await _kit.SendAsync(HttpMethod.Post, "/api/v1/orders", """{"lines":[{"sku":"tea","quantity":2}],"payment":{"method":"cash"}}""", key: "k");

        Assert.Equal(first, again);
        Assert.Equal(ProblemTypes.KeyReused, other.Problem!.Problem.Type);
        Assert.Equal((201, $"{first!.OrderId:D}"), (http.Status, http["orderId"]));
        Assert.Equal(2, Desk.StockOf("tea").Sold);
    }

    [Theory]
    [InlineData(null, "tea", 1, "", ProblemTypes.KeyMissing)]
    [InlineData("k k", "tea", 1, "", ProblemTypes.KeyMissing)]
    [InlineData("k", "nothing", 1, "", ProblemTypes.UnknownSku)]
    [InlineData("k", "tea", 0, "", ProblemTypes.BadRequest)]
    [InlineData("k", "tea", 11, "", ProblemTypes.OutOfStock)]
    [InlineData("k", "tea", 1, "4111 1111 1111 1111", ProblemTypes.CardNumber)]
    public async Task What_the_API_refuses_the_desk_refuses(string? key, string sku, int quantity, string note, string problem)
    {
        var answer = await Desk.SubmitAsync(key, Tea(quantity) with { Lines = [new SkuQuantity(sku, quantity)], Note = note }, null, Cancel);

        Assert.Equal((null, problem), (answer.Receipt, answer.Problem!.Problem.Type));
    }

    [Theory]
    [InlineData("17-0003", 3)]
    [InlineData(" 0003 ", 3)]
    [InlineData("1", 1)]
    [InlineData("17-0009", null)]
    [InlineData("0", null)]
    [InlineData("-3", null)]
    [InlineData("18-0003", null)]
    [InlineData("tea", null)]
    public async Task An_order_is_found_by_its_receipt_among_other_records(string receipt, int? number)
    {
        for (var i = 0; i < 5; i++)
        {
            await Desk.SubmitAsync($"o{i}", Tea(1), null, Cancel);
            await _kit.PostAsync("/api/v1/stock/tea/receive", """{"quantity":1,"reason":"test","by":"test"}""");
        }

        var (order, problem) = await Desk.FindAsync(receipt, Cancel);

        Assert.Equal(number is null ? null : $"17-{number:0000}", order?.Receipt);
        Assert.Equal(number is null, problem is not null);
    }

    [Fact]
    public async Task An_order_that_is_no_longer_kept_is_not_found_and_the_next_is()
    {
        for (var i = 0; i < 200; i++)
        {
            await Desk.SubmitAsync($"o{i}", Tea(1) with { Lines = [new SkuQuantity("mug", 1)], Payment = new Payment(PaymentMethod.Later) }, null, Cancel);
            await _kit.PostAsync("/api/v1/stock/mug/receive", """{"quantity":2,"reason":"test","by":"test"}""");
        }

        await _kit.SendAsync(HttpMethod.Put, "/api/v1/feed/consumers/cloud", $$"""{"ackSeq":{{_kit.Writer.Head.Current}}}""");
        await _kit.Writer.RunAsync(new CompactLog(1, 1, keepRecords: 0));
        await _kit.Writer.RunAsync(new CompactLog(1, 1, keepRecords: 0));
        Assert.True(_kit.Writer.Oldest > 10);

        var oldest = (await Desk.LatestAsync(500, Cancel))[^1];
        Assert.Equal(oldest.OrderId, (await Desk.FindAsync(oldest.Receipt, Cancel)).Order!.OrderId);
        Assert.Null((await Desk.FindAsync("17-0001", Cancel)).Order);
    }

    [Fact]
    public async Task A_hold_is_placed_changed_used_up_and_given_up()
    {
        var (hold, _) = await Desk.PlaceHoldAsync(new HoldRequest("cart", [new SkuQuantity("tea", 4)]), device: null);
        var (more, _) = await Desk.ReplaceHoldAsync(hold!.Id, new HoldRequest("cart", [new SkuQuantity("tea", 6)]), device: null);
        Assert.Equal((hold.Id, 4), (more!.Id, Desk.StockOf("tea").Available));

        await Desk.SubmitAsync("k", Tea(6) with { HoldId = hold.Id }, null, Cancel);
        Assert.Equal(HoldState.Committed, Desk.FindHold(hold.Id)!.State);

        var (other, _) = await Desk.PlaceHoldAsync(new HoldRequest("cart", [new SkuQuantity("tea", 4)]), device: null);
        Assert.Null(await Desk.ReleaseHoldAsync(other!.Id));
        Assert.Null(await Desk.ReleaseHoldAsync(other.Id));
        Assert.Equal(ProblemTypes.NotFound, (await Desk.ReleaseHoldAsync(Guid.Empty))!.Problem.Type);
    }

    private static OrderSubmission Tea(int quantity, PaymentMethod method = PaymentMethod.Cash) => new([new SkuQuantity("tea", quantity)], new Payment(method));

    private async Task<string[]> BodiesAsync() => [.. (await _kit.Reader.ReadRecordsAsync(0, 100, Cancel)).Select(static record => Encoding.UTF8.GetString(record.Body.Span))];
}
