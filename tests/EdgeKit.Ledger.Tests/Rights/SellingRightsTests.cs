using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Rights;

public sealed class SellingRightsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_grant_is_recorded_and_may_be_sold()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);

        await ledger.GrantAsync("tea", 3);

        var record = Assert.Single(await ledger.RecordsAsync());
        Assert.Equal(new GrantAcknowledgedBody("tea", 3), JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.GrantAcknowledgedBody));
        Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("a", ("tea", 3)));
        Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("b", ("tea", 1)));
        Assert.Equal((3, 3), (ledger.Writer.Stock["tea"].Granted, ledger.Writer.Stock["tea"].Sold));
    }

    [Fact]
    public async Task Duplicates_and_older_words_change_nothing_and_write_nothing()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.GrantAsync("tea", 10);
        var (head, size) = (ledger.Writer.Head.Current, new FileInfo(_directory["ledger.db-wal"]).Length);

        await ledger.GrantAsync("tea", 10);
        await ledger.GrantAsync("tea", 4);

        Assert.Equal(10, ledger.Writer.Stock["tea"].Available);
        Assert.Equal((head, size), (ledger.Writer.Head.Current, new FileInfo(_directory["ledger.db-wal"]).Length));
    }

    [Fact]
    public async Task In_whatever_order_the_words_come_the_kit_ends_with_the_same_rights()
    {
        StockRight[] words = [new("tea", 4, 0), new("tea", 10, 3), new("tea", 12, 3), new("tea", 12, 9)];
        foreach (var order in Orders(words))
        {
            using var directory = new TemporaryDirectory();
            await using var ledger = await OpenLedger.OpenAsync(directory);
            foreach (var word in order)
            {
                await ledger.GrantAsync(word.Sku, word.Granted, word.ReturnTo);
            }

            // The cloud says its last word until it is answered.
            await ledger.GrantAsync("tea", 12, 9);
            var counters = OpenLedger.CountersIn(directory)["tea"];
            Assert.Equal((12, 9, 3), (counters.Granted, counters.Returned, counters.Available));
        }
    }

    [Fact]
    public async Task What_is_sold_does_not_go_back_and_the_rest_is_never_asked_for_twice()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.GrantAsync("tea", 10);
        await ledger.SubmitAsync("a", ("tea", 7));

        await ledger.GrantAsync("tea", 10, returnTo: 8);
        await ledger.GrantAsync("tea", 10, returnTo: 8);

        var returned = Assert.Single(await ledger.RecordsAsync(), static record => record.Type == RecordTypes.GrantReturned);
        Assert.Equal(new GrantReturnedBody("tea", 3, 3), JsonSerializer.Deserialize(returned.Body.Span, ContractsJson.Default.GrantReturnedBody));
        Assert.Equal(0, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task A_word_that_is_repeated_after_goods_were_put_back_takes_those_and_no_more_than_it_says()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.GrantAsync("tea", 10);
        var order = await OrderAsync(ledger, 10);
        await ledger.GrantAsync("tea", 10, returnTo: 4);
        Assert.DoesNotContain(await ledger.RecordsAsync(), static record => record.Type == RecordTypes.GrantReturned);

        await ledger.TakeBackAsync("v", order, refund: true, restock: true);
        await ledger.GrantAsync("tea", 10, returnTo: 4);
        await ledger.GrantAsync("tea", 10, returnTo: 4);

        var counters = OpenLedger.CountersIn(_directory)["tea"];
        Assert.Equal((4, 6), (counters.Returned, counters.Available));
    }

    [Fact]
    public async Task All_SKUs_of_an_entry_share_a_flush_and_survive_it_together()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            var skus = Enumerable.Range(0, 300).Select(static number => new StockRight($"item {number}", 5, 2)).ToList();
            var heads = new List<long>();
            using var commits = ledger.Writer.Head.Subscribe(heads.Add);
            await ledger.Rights.ReceiveAsync(new StockRights(ledger.Writer.Incarnation, skus), Cancel);
            Assert.Equal([600], heads);
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        Assert.Equal(600, again.Writer.Head.Current);
        Assert.All(again.Writer.Stock.All, static level => Assert.Equal((5, 3), (level.Granted, level.Available)));
    }

    [Fact]
    public async Task Rights_of_another_log_stay_there()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);

        await ledger.Rights.ReceiveAsync(new StockRights(Guid.Empty, [new StockRight("tea", 10, 0)], SellForSeconds: 0), Cancel);

        Assert.Equal(0, ledger.Writer.Head.Current);
        Assert.False(ledger.Writer.Selling.IsFrozen);
    }

    [Fact]
    public async Task One_bad_SKU_harms_no_other()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);

        await ledger.Rights.ReceiveAsync(
            new StockRights(
                ledger.Writer.Incarnation,
                [new StockRight("", 1, 0), null!, new StockRight("tea", -1, 0), new StockRight("mug", long.MaxValue, 0), new StockRight("tea", 3, long.MinValue), new StockRight("tea", 2, 0)]),
            Cancel);

        Assert.Equal(2, Assert.Single(ledger.Writer.Stock.All).Available);
    }

    [Fact]
    public async Task A_ledger_that_is_closed_says_so()
    {
        var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.CloseAsync();

        await Assert.ThrowsAsync<IOException>(() => ledger.GrantAsync("tea", 3));
        ledger.Writer.Dispose();
    }

    [Fact]
    public async Task Orders_tell_what_is_wanted_and_what_could_not_be_had()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.GrantAsync("tea", 3);
        await ledger.SubmitAsync("a", ("tea", 2));
        var needs = ledger.Rights.Needs.Current;

        await ledger.SubmitAsync("b", ("tea", 4));
        await ledger.SubmitAsync("b", ("tea", 4));

        Assert.Equal(needs + 1, ledger.Rights.Needs.Current);
        var report = ledger.Rights.Report(TimeSpan.FromMinutes(20))!;
        var tea = report.Skus.Single(static demand => demand.Sku == "tea");
        Assert.Equal((1200, 5, 3), (report.OfflineSeconds, tea.Units, tea.Wanted));
        Assert.Equal(3, ledger.Transfers.Missing["tea"] + ledger.Writer.Stock["tea"].Available);

        ledger.Rights.Reported(report);
        Assert.Null(ledger.Rights.Report(TimeSpan.FromMinutes(20)));
    }

    [Fact]
    public async Task What_is_on_sale_is_told_once_before_anybody_goes_without()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);

        var report = ledger.Rights.Report(TimeSpan.FromMinutes(20))!;

        Assert.Equal([("mug", 0, 0), ("tea", 0, 0)], report.Skus.OrderBy(static demand => demand.Sku, StringComparer.Ordinal).Select(static demand => (demand.Sku, demand.Units, demand.Wanted)));
        ledger.Rights.Reported(report);
        Assert.Null(ledger.Rights.Report(TimeSpan.FromMinutes(20)));
    }

    private static async Task<Guid> OrderAsync(OpenLedger ledger, int quantity) =>
        JsonSerializer.Deserialize(Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("o", ("tea", quantity))).Answer.Span, ContractsJson.Default.OrderReceipt)!.OrderId;

    private static IEnumerable<StockRight[]> Orders(StockRight[] words) =>
        words.Length == 0 ? [[]] : words.SelectMany((word, at) => Orders([.. words.Where((_, other) => other != at)]).Select(StockRight[] (rest) => [word, .. rest]));
}
