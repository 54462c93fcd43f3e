using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Tests.Commands;

/// <summary>What a copied card went on with is known too, and what it sold without having it shows.</summary>
public sealed class BranchTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly DirectoryInfo _stick = Directory.CreateTempSubdirectory("edgekit-stick-");
    private readonly KitLog _log = new("kit-1");
    private KitLog _copy = null!;
    private string _store = "";
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ten are granted and one is sold; the card is copied; one card sells four more, and the other three.</summary>
    public async ValueTask InitializeAsync()
    {
        _store = await stores.NewAsync(Cancel);
        _cloud = await TestCloud.StartAsync(_store);
        await _cloud.ReceiveAsync("TEA", 20);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 10);
        _log.Acknowledge("TEA", 10);
        _log.SellMany(1);
        _copy = _log.CloneUpTo(2);
        for (var order = 0; order < 3; order++)
        {
            _copy.Sell("TEA", 1, OrderStatus.Open);
        }

        _log.SellMany(4);
        await _cloud.PushAsync(_log, 1, 5);
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _stick.Delete(recursive: true);
    }

    [Fact]
    public async Task The_answer_to_a_copied_card_says_what_to_do()
    {
        var problem = (await _cloud.PushAsync(_copy, 3, 5)).Problem!;

        Assert.Equal(ProblemTypes.ChainBroken, problem.Type);
        foreach (var step in new[] { "ledger renew", "--divergent", "settle", $"kit unfreeze kit-1 {_log.Incarnation}" })
        {
            Assert.Contains(step, problem.Detail, StringComparison.Ordinal);
        }

        Assert.Equal((6, 0), ((await _cloud.LedgerAsync("TEA")).Suspense, (await _cloud.LedgerAsync("TEA")).Outstanding));
    }

    [Fact]
    public async Task A_copys_own_orders_come_into_a_log_of_its_own_once_and_the_deficit_shows()
    {
        await _cloud.PushAsync(_copy, 3, 5);

        var (code, output, error) = await ImportAsync(_copy, 1, 5);
        var (_, again, _) = await ImportAsync(_copy, 2, 5);

        Assert.True(code == 0, error);
        Assert.Contains("records 3 to 5: 3 new", output, StringComparison.Ordinal);
        Assert.Contains("records 3 to 5: 0 new, 3 there before", again, StringComparison.Ordinal);
        Assert.Equal(7, (await _cloud.OrdersAsync()).Select(static order => order.OrderId).Distinct().Count());
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((20, 10, 7, 6, 3, 0), (tea.Total, tea.Pool, tea.Sold, tea.Suspense, tea.Deficit, tea.Unexplained));
        var branch = await BranchAsync();
        Assert.Equal((_log.Incarnation, 5, LogStanding.Frozen), (branch.Origin, branch.LastSeq, branch.Standing));
        Assert.Equal(409, (await _cloud.PostAsync("/v1/stock/TEA/grants", $$"""{"kit":"kit-1","quantity":1}""")).Status);
    }

    [Fact]
    public async Task The_copy_is_settled_and_the_other_card_goes_on()
    {
        await _cloud.PushAsync(_copy, 3, 5);
        await ImportAsync(_copy, 1, 5);
        var branch = await BranchAsync();

        var (status, body, _) = await _cloud.PostAsync(
            "/v1/kits/kit-1/settle", $$"""{"incarnation":"{{branch.Incarnation}}","counts":[],"reason":"copied card","by":"Ada"}""");
        Assert.True(status == 200, body);
        Assert.Equal(0, (await RunAsync(["kit", "unfreeze", "kit-1", $"{_log.Incarnation}", "--store", _store])).Code);

        Assert.Equal(6, (await _cloud.PushAsync(_log, 6, 6)).AckSeq);
        Assert.Equal(200, (await _cloud.GrantAsync(_log, "TEA", 1)).Status);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((23, 9, 8, 6, 0, 0), (tea.Total, tea.Pool, tea.Sold, tea.Outstanding, tea.Deficit, tea.Unexplained));
    }

    [Fact]
    public async Task What_a_copy_did_with_rights_that_were_never_its_own_is_set_aside()
    {
        _copy.Acknowledge("TEA", 99);
        _copy.GiveBack("TEA", 4, 4);
        await _cloud.PushAsync(_copy, 3, 5);

        await ImportAsync(_copy, 3, 7);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 10, 0, 0), (tea.Pool, tea.Granted, tea.Returned, tea.Unexplained));
        Assert.Equal(2, (await BranchAsync()).Quarantined);
    }

    [Fact]
    public async Task What_a_settled_log_went_on_with_is_taken_in_too()
    {
        await _cloud.PostAsync("/v1/kits/kit-1/lost", """{"reason":"x","by":"y"}""");
        await _cloud.PostAsync("/v1/kits/kit-1/settle", $$"""{"incarnation":"{{_log.Incarnation}}","counts":[{"sku":"TEA","counted":5}],"reason":"x","by":"y"}""");

        var (code, output, error) = await ImportAsync(_log, 1, 6);

        Assert.True(code == 0, error);
        Assert.Contains("records 6 to 6: 1 new", output, StringComparison.Ordinal);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((15, 5, 1, 1, 0), (tea.Pool, tea.Sold, tea.Deficit, tea.Short, tea.Unexplained));
    }

    [Theory]
    [InlineData("follows", "without --divergent")]
    [InlineData("all", "all of it")]
    [InlineData("late", "earlier record")]
    [InlineData("gap", "export from 6 on")]
    [InlineData("unknown", "knows no log")]
    public async Task What_is_no_copy_or_does_not_show_where_it_went_its_own_way_is_refused(string what, string says)
    {
        _copy.SellMany(4);
        var (log, first, last) = what switch
        {
            "follows" => (_log, 1, 6),
            "all" => (_log, 1, 5),
            "late" => (_copy, 4, 5),
            "gap" => (_copy, 8, 9),
            _ => (new KitLog("kit-1").SellMany(3), 1, 3),
        };

        var (code, _, error) = await ImportAsync(log, first, last);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal((4, 0), ((await _cloud.LedgerAsync("TEA")).Sold, (await _cloud.LedgerAsync("TEA")).Deficit));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await EdgeKit.Cloud.Commands.CommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<(int Code, string Output, string Error)> ImportAsync(KitLog log, long first, long last) =>
        await RunAsync(["import", await ExportFile.WriteAsync(_stick, log, first, last, Cancel), "--divergent", "--store", _store]);

    private async Task<EdgeKit.Cloud.Kits.KitLog> BranchAsync() =>
        (await _cloud.GetAsync("/v1/kits", CloudJson.Default.KitList)).Kits.Single().Logs.Single(static log => log.Origin is not null);
}
