using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Tests.Losses;

/// <summary>Kits that are lost, found and settled, whatever the store is.</summary>
public abstract class LossContract(StoreSource stores) : IAsyncLifetime
{
    private const string Report = """{"reason":"left in a cab","by":"Ada"}""";

    private readonly KitLog _log = new("kit-1");
    private string _address = "";
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _address = await stores.NewAsync(Cancel);
        _cloud = await TestCloud.StartAsync(_address);
        await _cloud.ReceiveAsync("TEA", 20);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 8);
        _log.Acknowledge("TEA", 8);
        _log.Sell("TEA", 3);
        await _cloud.PushAsync(_log, 1, 2);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task What_a_lost_kit_holds_is_in_suspense_and_never_the_pools()
    {
        var (status, body, _) = await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);

        Assert.Equal(200, status);
        var log = Assert.Single(JsonSerializer.Deserialize(body, CloudJson.Default.KitHoldings)!.Logs);
        Assert.Equal((_log.Incarnation, LogStanding.Lost), (log.Incarnation, log.Standing));
        Assert.Equal([new HeldSku("TEA", 5)], log.Skus);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((12, 0, 5, 3, 0), (tea.Pool, tea.Outstanding, tea.Suspense, tea.Sold, tea.Unexplained));
        Assert.Equal(409, (await _cloud.GrantAsync(_log, "TEA", 1)).Status);
        Assert.Equal("left in a cab", (await KitAsync()).LostWhy);
    }

    [Fact]
    public async Task A_kit_that_was_found_goes_on()
    {
        await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);
        Assert.Equal(200, (await _cloud.PostAsync("/v1/kits/kit-1/found", Report)).Status);

        Assert.Equal((5, 0), ((await _cloud.LedgerAsync("TEA")).Outstanding, (await _cloud.LedgerAsync("TEA")).Suspense));
        Assert.Equal(200, (await _cloud.GrantAsync(_log, "TEA", 1)).Status);
        Assert.Equal([Act.Lost, Act.Found], (await JournalAsync()).Select(static entry => entry.Act).Where(static act => act is Act.Lost or Act.Found));
    }

    [Fact]
    public async Task A_lost_kit_that_sends_records_is_found()
    {
        await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);
        _log.Sell("TEA", 1);

        Assert.Equal(3, (await _cloud.PushAsync(_log, 3, 3)).AckSeq);

        Assert.Equal((4, 0), ((await _cloud.LedgerAsync("TEA")).Outstanding, (await _cloud.LedgerAsync("TEA")).Suspense));
        Assert.Equal(Act.Found, (await JournalAsync())[^1].Act);
        Assert.Null((await KitAsync()).LostAt);
    }

    [Fact]
    public async Task What_was_found_of_a_lost_kit_is_the_pools_and_the_rest_written_off()
    {
        await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);

        var (status, body, _) = await SettleAsync("""[{"sku":"TEA","counted":2},{"sku":"CAKE","counted":1}]""");

        Assert.Equal(200, status);
        Assert.Equal(
            [new SettledSku("CAKE", 0, 1, 0, 1), new SettledSku("TEA", 5, 2, 3, 0)], JsonSerializer.Deserialize(body, CloudJson.Default.Settlement)!.Skus);
        var (tea, cake) = (await _cloud.LedgerAsync("TEA"), await _cloud.LedgerAsync("CAKE"));
        Assert.Equal((20, 14, 0, 0, 3, 3, 0), (tea.Total, tea.Pool, tea.Outstanding, tea.Suspense, tea.Short, tea.Sold, tea.Unexplained));
        Assert.Equal((1, 1, 0), (cake.Total, cake.Pool, cake.Unexplained));
        Assert.Equal(LogStanding.Settled, (await KitAsync()).Standing);
    }

    [Fact]
    public async Task A_settled_log_takes_no_part_any_more()
    {
        await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);
        await SettleAsync("""[{"sku":"TEA","counted":2}]""");
        var tea = await _cloud.LedgerAsync("TEA");
        _log.Sell("TEA", 1);

        Assert.Equal((409, ProblemTypes.ChainBroken), await OutcomeAsync(_cloud.PushAsync(_log, 3, 3)));
        Assert.Equal(409, (await _cloud.GrantAsync(_log, "TEA", 1)).Status);
        foreach (var path in new[] { "lost", "found" })
        {
            var (status, body, _) = await _cloud.PostAsync($"/v1/kits/kit-1/{path}", $$"""{"reason":"x","by":"y","incarnation":"{{_log.Incarnation}}"}""");
            Assert.Equal((409, ProblemTypes.LogClosed), (status, Problem(body).Type));
        }

        Assert.Equal(409, (await SettleAsync("""[{"sku":"TEA","counted":2}]""")).Status);
        Assert.Equal(tea with { ByKit = null }, await _cloud.LedgerAsync("TEA") with { ByKit = null });
        Assert.Equal(1, await UnfreezeAsync());
    }

    [Fact]
    public async Task A_log_that_goes_on_is_not_settled()
    {
        var (status, body, _) = await SettleAsync("[]");

        Assert.Equal((409, ProblemTypes.LogClosed), (status, Problem(body).Type));
        Assert.Equal(5, (await _cloud.LedgerAsync("TEA")).Outstanding);
    }

    [Fact]
    public async Task A_frozen_log_is_in_suspense_until_it_is_settled()
    {
        await _cloud.PushAsync(_log.CloneUpTo(1).SellMany(1), 2, 2);
        Assert.Equal(5, (await _cloud.LedgerAsync("TEA")).Suspense);

        Assert.Equal(200, (await SettleAsync("""[{"sku":"TEA","counted":5}]""")).Status);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((17, 0, 0, 0), (tea.Pool, tea.Suspense, tea.Short, tea.Unexplained));
    }

    [Fact]
    public async Task Without_a_log_named_all_that_are_not_settled_are_meant()
    {
        var other = new KitLog("kit-1").SellMany(1);
        await _cloud.PushAsync(other, 1, 1);

        var (_, body, _) = await _cloud.PostAsync("/v1/kits/kit-1/lost", Report);

        Assert.Equal(
            [_log.Incarnation, other.Incarnation], JsonSerializer.Deserialize(body, CloudJson.Default.KitHoldings)!.Logs.Select(static log => log.Incarnation));
    }

    [Theory]
    [InlineData("/v1/kits/kit-1/lost", """{"reason":"","by":"Ada"}""", "reason")]
    [InlineData("/v1/kits/kit-1/lost", """{"reason":"x","by":" "}""", "by")]
    [InlineData("/v1/kits/kit-1/found", """{"reason":"x","by":"y","incarnation":"z"}""", "incarnation")]
    [InlineData("/v1/kits/k_1/lost", """{"reason":"x","by":"y"}""", "kit")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[null],"reason":"x","by":"y"}""", "counts[0]")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[{"sku":"","counted":1}],"reason":"x","by":"y"}""", "counts[0].sku")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[{"sku":"TEA","counted":-1}],"reason":"x","by":"y"}""", "counts[0].counted")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[{"sku":"A","counted":1},{"sku":"A","counted":1}],"reason":"x","by":"y"}""", "counts[1].sku")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[],"reason":"x","by":""}""", "by")]
    public async Task What_cannot_be_is_refused_and_the_field_named(string path, string json, string field)
    {
        var (status, body, _) = await _cloud.PostAsync(path, json);

        Assert.Equal((400, field), (status, Problem(body).Field));
    }

    [Theory]
    [InlineData("/v1/kits/kit-9/lost", Report)]
    [InlineData("/v1/kits/kit-9/found", Report)]
    [InlineData("/v1/kits/kit-1/lost", """{"reason":"x","by":"y","incarnation":"00000000-0000-4000-8000-000000000001"}""")]
    [InlineData("/v1/kits/kit-1/settle", """{"incarnation":"00000000-0000-4000-8000-000000000001","counts":[],"reason":"x","by":"y"}""")]
    public async Task A_log_that_nobody_heard_of_is_404(string path, string json) => Assert.Equal(404, (await _cloud.PostAsync(path, json)).Status);

    private static Problem Problem(string body) => JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!;

    private static async Task<(int, string?)> OutcomeAsync(Task<PushResult> push) => ((await push).Status, (await push).Problem?.Type);

    private async Task<int> UnfreezeAsync()
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        return await EdgeKit.Cloud.Commands.CommandLine.RunAsync(["kit", "unfreeze", "kit-1", $"{_log.Incarnation}", "--store", _address], output, error);
    }

    private Task<(int Status, string Body, bool Replayed)> SettleAsync(string counts) =>
        _cloud.PostAsync(
            "/v1/kits/kit-1/settle", $$"""{"incarnation":"{{_log.Incarnation}}","counts":{{counts}},"reason":"counted at the depot","by":"Bo"}""");

    private async Task<EdgeKit.Cloud.Kits.KitLog> KitAsync() =>
        (await _cloud.GetAsync("/v1/kits", CloudJson.Default.KitList)).Kits.Single(static kit => kit.Kit == "kit-1").Logs.Single();

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync() => (await _cloud.GetAsync("/v1/journal", CloudJson.Default.JournalPage)).Entries;
}
