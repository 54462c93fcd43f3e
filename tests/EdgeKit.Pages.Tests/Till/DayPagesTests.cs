using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Support;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

public sealed class DayPagesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.StartAsync(_data);
        await _stall.ReceiveAsync("chai", 1000);
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_day_is_opened_counted_and_closed()
    {
        await _stall.SellAsync("before", "chai", 5);
        Assert.Equal(303, (await _stall.PostAsync("/till/open", "Cashier", null, ("key", "o"), ("float", "150"))).Status);
        await _stall.SellAsync("s1", "chai", 2);
        var order = await _stall.SellAsync("b", "chai", 2);
        await _stall.SellAsync("s3", "chai", 1, PaymentMethod.Terminal);
        await _stall.Desk.RefundAsync("d", order.OrderId, new TakeBackRequest("cold", Restock: false, [new SkuQuantity("chai", 1)]), null);
        Assert.Contains("€160.50", (await _stall.GetAsync("/till/day")).Html, StringComparison.Ordinal);

        Assert.Equal(303, (await _stall.PostAsync("/till/close", "Cashier", null, ("key", "c"), ("counted", "160"))).Status);

        var report = await ReportAsync();
        Assert.False(report.Now.IsOpen);
        Assert.Equal((15_000, 16_050, 16_000, -50), (report.Last!.OpeningFloat.Amount, report.Last.ExpectedCash.Amount, report.Last.Counted!.Value.Amount, report.Last.Difference!.Value.Amount));
        Assert.Equal((3, 1, "Tablet 1", "Tablet 1"), (report.Last.Orders, report.Last.Refunds, report.Last.OpenedBy, report.Last.ClosedBy));
        Assert.Contains("−€0.50", (await _stall.GetAsync("/till/day")).Html, StringComparison.Ordinal);
        var closed = JsonSerializer.Deserialize((await RecordsAsync())[^1].Body.Span, ContractsJson.Default.TillClosedBody);
        Assert.Equal(new TillClosedBody(new Money(16_000, "EUR"), new Money(16_050, "EUR"), new Money(-50, "EUR"), "Tablet 1"), closed);
    }

    [Fact]
    public async Task A_form_sent_twice_opens_once_and_the_other_way_round_is_refused()
    {
        var closed = await _stall.PostAsync("/till/close", ("key", "c"), ("counted", "1"));
        Assert.Equal(409, closed.Status);
        Assert.Contains("The till is not open.", closed.Html, StringComparison.Ordinal);

        Assert.Equal(303, (await _stall.PostAsync("/till/open", ("key", "o"), ("float", "150"))).Status);
        Assert.Equal(303, (await _stall.PostAsync("/till/open", ("key", "o"), ("float", "150"))).Status);
        var again = await _stall.PostAsync("/till/open", ("key", "o2"), ("float", "150"));
        Assert.Equal(409, again.Status);
        Assert.Contains("Close it first.", again.Html, StringComparison.Ordinal);
        Assert.Single(await RecordsAsync(), static record => record.Type == RecordTypes.TillOpened);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("a lot")]
    [InlineData("1.234")]
    [InlineData("99999999999999999")]
    public async Task What_is_no_amount_opens_nothing(string typed)
    {
        var answer = await _stall.PostAsync("/till/open", ("key", "o"), ("float", typed));

        Assert.Equal(400, answer.Status);
        Assert.Contains("is no amount of money", answer.Html, StringComparison.Ordinal);
        Assert.Contains("name=\"key\" value=\"o\"", answer.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/till/open", """{"float":{"amount":-1,"currency":"EUR"}}""", "float")]
    [InlineData("/api/v1/till/open", """{"float":{"amount":1,"currency":"USD"}}""", "float.currency")]
    [InlineData("/api/v1/till/open", """{}""", "float")]
    [InlineData("/api/v1/till/close", """{"counted":{"amount":9223372036854775807,"currency":"EUR"}}""", "counted")]
    public async Task The_API_names_what_is_wrong(string path, string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _stall.Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);

        Assert.Equal((400, field), ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel))!.Field));
    }

    [Fact]
    public async Task After_a_restart_the_day_and_the_last_one_are_as_they_were()
    {
        await _stall.PostAsync("/till/open", ("key", "o"), ("float", "150"));
        await _stall.SellAsync("s1", "chai", 2);
        await _stall.PostAsync("/till/close", ("key", "c"), ("counted", "157"));
        await _stall.SellAsync("between", "chai", 1);
        var closed = await ReportAsync();
        await RestartAsync();
        Assert.Equivalent(closed, await ReportAsync(), strict: true);

        await _stall.PostAsync("/till/open", ("key", "o2"), ("float", "160.50"));
        await _stall.SellAsync("b", "chai", 1);
        var open = await ReportAsync();
        await RestartAsync();

        Assert.Equal((16_400, 1), (open.Now.ExpectedCash.Amount, open.Now.Orders));
        Assert.Equivalent(open.Now, (await ReportAsync()).Now, strict: true);
    }

    /// <summary>Nothing is sold between the sum and the record: what the closing expects is right to the order.</summary>
    [Fact]
    public async Task A_closing_amid_sales_expects_exactly_what_was_sold_before_it()
    {
        await _stall.PostAsync("/till/open", ("key", "o"), ("float", "0"));
        var sales = Enumerable.Range(0, 4).Select(async till =>
        {
            for (var i = 0; i < 50; i++)
            {
                await _stall.SellAsync($"{till}-{i}", "chai", 1);
            }
        });
        var selling = Task.WhenAll(sales);
        var answer = await _stall.PostAsync("/till/close", ("key", "c"), ("counted", "0"));
        await selling;

        Assert.Equal(303, answer.Status);
        var records = await RecordsAsync();
        var closing = records.Single(static record => record.Type == RecordTypes.TillClosed);
        var before = records.Count(record => record.Type == RecordTypes.OrderAccepted && record.Seq < closing.Seq);
        Assert.Equal(before * 350, JsonSerializer.Deserialize(closing.Body.Span, ContractsJson.Default.TillClosedBody)!.Expected.Amount);
        Assert.Equal(200 - before, (await ReportAsync()).Now.Orders);
    }

    private async Task RestartAsync()
    {
        await _stall.DisposeAsync();
        _stall = await Stall.StartAsync(_data);
    }

    private Task<TillReport> ReportAsync() => _stall.ReadAsync("/api/v1/till", ContractsJson.Default.TillReport);

    private async Task<IReadOnlyList<LogRecord>> RecordsAsync() => await _stall.Get<ILedgerFeed>().ReadAsync(0, 1000, Cancel);
}
