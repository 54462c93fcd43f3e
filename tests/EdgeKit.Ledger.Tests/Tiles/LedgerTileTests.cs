using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Power;
using EdgeKit.Ledger.Tiles;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Tiles;

public sealed class LedgerTileTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_till_shows_how_much_was_taken_and_the_last_orders()
    {
        await using var ledger = await OpenLedger.OpenAsync(_data);
        await ledger.StockAsync("s", "tea", 10);
        await ledger.SubmitAsync("a", ("tea", 2));
        await ledger.SubmitAsync("b", ("tea", 1));

        var till = new TillTile(ledger.Writer, ledger.Reader, new PlainPromise(), new ShutdownNotice());
        var tile = await till.ShowAsync(Cancel);

        Assert.Equal((TileLight.Green, "2", null), (tile.Light, tile.Figure, tile.Next));
        Assert.Equal((2.0, 2.0), (tile.Value, await till.NumberAsync(Cancel)));
        var rows = tile.Details!.Single().Rows;
        Assert.Equal(["17-0002", "17-0001"], rows.Select(static row => row.Name));
        Assert.StartsWith("2 × Tea, EUR 7.00, paid.", rows[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_that_goes_off_says_why_orders_are_refused()
    {
        await using var ledger = await OpenLedger.OpenAsync(_data);
        var notice = new ShutdownNotice();
        notice.Announce("the packs are empty");

        var tile = await new TillTile(ledger.Writer, ledger.Reader, new PlainPromise(), notice).ShowAsync(Cancel);

        Assert.Equal((TileLight.Red, "New orders are refused: the packs are empty."), (tile.Light, tile.Sentence));
    }

    [Theory]
    [InlineData(10, 10, TileLight.Green, null)]
    [InlineData(10, 2, TileLight.Amber, "Restock Mug: 2 left.")]
    [InlineData(10, 0, TileLight.Amber, "Fetch Mug.")]
    public async Task Stock_says_what_to_fetch(int tea, int mugs, TileLight light, string? next)
    {
        await using var ledger = await OpenLedger.OpenAsync(_data);
        await ledger.StockAsync("tea", "tea", tea);
        if (mugs > 0)
        {
            await ledger.StockAsync("mug", "mug", mugs);
        }

        var stock = new StockTile(ledger.Writer, new TestCatalog());
        var tile = await stock.ShowAsync(Cancel);

        Assert.Equal((light, next, (double)(tea + mugs), (double)(tea + mugs)), (tile.Light, tile.Next, tile.Value, await stock.NumberAsync(Cancel)));
    }

    [Fact]
    public async Task What_was_counted_short_is_red()
    {
        await using var ledger = await OpenLedger.OpenAsync(_data);
        await ledger.StockAsync("tea", "tea", 10);
        await ledger.StockAsync("mug", "mug", 5);
        await ledger.HeldAsync("cart", ("mug", 4));
        await ledger.StockAsync("count", "mug", 1, counted: true);

        var tile = await new StockTile(ledger.Writer, new TestCatalog()).ShowAsync(Cancel);

        Assert.Equal((TileLight.Red, "Count Mug again: 3 sold or promised that are not there."), (tile.Light, tile.Next));
    }
}
