using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Orders;

public sealed class TakeBackTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_void_with_restock_puts_everything_back()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var order = await OrderAsync(ledger, ("tea", 3));

        var change = ChangeOf(await ledger.TakeBackAsync("v", order, refund: false, restock: true));

        Assert.Equal(OrderStatus.Voided, change.Status);
        Assert.Equal(1050, change.Amount.Amount);
        Assert.Equal(10, ledger.Writer.Stock["tea"].Available);
        Assert.Equal(0, ledger.Writer.Stock["tea"].Sold);
    }

    [Fact]
    public async Task A_refund_without_restock_leaves_the_stock()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var order = await OrderAsync(ledger, ("tea", 3));

        var change = ChangeOf(await ledger.TakeBackAsync("r", order, refund: true, restock: false, new SkuQuantity("tea", 1)));

        Assert.Equal(OrderStatus.Paid, change.Status);
        Assert.Equal(350, change.Amount.Amount);
        Assert.Equal(7, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task No_more_is_taken_back_than_was_sold_over_several_times()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var order = await OrderAsync(ledger, ("tea", 3));
        await ledger.TakeBackAsync("1", order, refund: true, restock: true, new SkuQuantity("tea", 2));

        Assert.IsType<CommandResult.Invalid>(await ledger.TakeBackAsync("2", order, refund: true, restock: true, new SkuQuantity("tea", 2)));
        var rest = ChangeOf(await ledger.TakeBackAsync("3", order, refund: true, restock: true));
        Assert.Equal(OrderStatus.Refunded, rest.Status);
        Assert.Equal(350, rest.Amount.Amount);
        Assert.IsType<CommandResult.NotAllowed>(await ledger.TakeBackAsync("4", order, refund: true, restock: true));
        Assert.Equal(10, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task A_repeated_void_has_one_effect()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var order = await OrderAsync(ledger, ("tea", 3));
        await ledger.TakeBackAsync("v", order, refund: false, restock: true);

        Assert.IsType<CommandResult.Replayed>(await ledger.TakeBackAsync("v", order, refund: false, restock: true));
        Assert.Equal(10, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task An_order_of_another_kit_is_not_found()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await OrderAsync(ledger, ("tea", 1));

        var stranger = OrderIds.Of(Guid.Empty, 2);

        Assert.IsType<CommandResult.NotFound>(await ledger.TakeBackAsync("v", stranger, refund: false, restock: false));
    }

    private static async Task<Guid> OrderAsync(OpenLedger ledger, params (string Sku, int Quantity)[] lines)
    {
        await ledger.StockAsync("s", "tea", 10);
        var accepted = Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("o", lines));
        return JsonSerializer.Deserialize(accepted.Answer.Span, ContractsJson.Default.OrderReceipt)!.OrderId;
    }

    private static OrderChange ChangeOf(CommandResult result) =>
        JsonSerializer.Deserialize(Assert.IsType<CommandResult.Accepted>(result).Answer.Span, ContractsJson.Default.OrderChange)!;
}
