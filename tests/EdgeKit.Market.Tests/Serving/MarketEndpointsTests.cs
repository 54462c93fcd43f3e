using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Market.Serving;
using EdgeKit.Market.Tests.Support;
using EdgeKit.Market.Transfers;

namespace EdgeKit.Market.Tests.Serving;

public sealed class MarketEndpointsTests : IDisposable
{
    private const string Three = """{"from":"kit-18","quantity":3}""";

    private readonly TestLan _lan = new();
    private readonly LanKit _near;
    private readonly LanKit _here;

    public MarketEndpointsTests()
    {
        _near = new LanKit(_lan, 18);
        _here = new LanKit(_lan, 17, _near.Authority);
        _near.Stock.Has("chai", 10);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _here.Dispose();
        _near.Dispose();
    }

    [Fact]
    public async Task A_vendor_fetches_goods_and_a_repetition_gets_the_same_answer()
    {
        await _here.MeetAsync(Cancel);

        var (status, body, replayed) = await PostAsync();
        var again = await PostAsync();

        Assert.Equal((200, null), (status, replayed));
        Assert.Equal("3 Masala chai from kit-18, Row 8: fetch the goods there", JsonSerializer.Deserialize(body, ContractsJson.Default.MarketTransfer)!.Text);
        Assert.Equal((200, body, "true"), again);
        Assert.Equal(3, _here.Stock.Available("chai"));
        Assert.Equal(7, _near.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_repetition_after_a_restart_gets_the_same_answer_too()
    {
        await _here.MeetAsync(Cancel);
        var (_, body, _) = await PostAsync();
        _here.Restart();

        Assert.Equal((200, body, "true"), await PostAsync());
        Assert.Equal(3, _here.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_lost_answer_is_a_promise_to_ask_again_and_one_effect()
    {
        await _here.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;
        var (status, body, _) = await PostAsync();
        var open = JsonSerializer.Deserialize(body, ContractsJson.Default.PendingTransfer)!;
        Assert.Equal((202, "kit-18", 3), (status, open.From, open.Quantity));
        Assert.Contains("is not reached", open.Why, StringComparison.Ordinal);

        _lan.Fault = static _ => LanFault.None;
        Assert.Equal(200, (await PostAsync()).Status);
        Assert.Equal(3, _here.Stock.Available("chai"));
        Assert.Equal(7, _near.Stock.Available("chai"));
    }

    [Fact]
    public async Task What_the_vendor_left_open_the_loop_brings_to_its_end()
    {
        await _here.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;
        await PostAsync();
        _lan.Fault = static _ => LanFault.None;

        await _here.TransferAsync(Cancel);

        Assert.Equal(3, _here.Stock.Available("chai"));
        var (status, _, replayed) = await PostAsync();
        Assert.Equal((200, "true"), (status, replayed));
    }

    [Theory]
    [InlineData("chai", Three, null, 400, ProblemTypes.KeyMissing, "Idempotency-Key")]
    [InlineData("chai", Three, "not one", 400, ProblemTypes.KeyMissing, "Idempotency-Key")]
    [InlineData("cake", Three, "k", 404, ProblemTypes.UnknownSku, "sku")]
    [InlineData("chai", """{"from":"kit-18","quantity":0}""", "k", 400, ProblemTypes.BadRequest, "quantity")]
    [InlineData("chai", """{"from":"kit-18","quantity":1000001}""", "k", 400, ProblemTypes.BadRequest, "quantity")]
    [InlineData("chai", """{"from":"kit 18","quantity":1}""", "k", 400, ProblemTypes.BadRequest, "from")]
    [InlineData("chai", """{"from":"KIT-17","quantity":1}""", "k", 400, ProblemTypes.BadRequest, "from")]
    [InlineData("chai", """{"quantity":1}""", "k", 400, ProblemTypes.BadRequest, "from")]
    [InlineData("chai", "{", "k", 400, ProblemTypes.BadRequest, "body")]
    [InlineData("chai", """{"from":"kit-99","quantity":1}""", "k", 404, ProblemTypes.NotFound, null)]
    public async Task What_is_wrong_is_named(string sku, string body, string? key, int status, string type, string? field)
    {
        await _here.MeetAsync(Cancel);

        var answer = await _here.TransferAsync(sku, body, key, Cancel);

        var problem = JsonSerializer.Deserialize(answer.Body, ContractsJson.Default.Problem)!;
        Assert.Equal((status, status, type, field), (answer.Status, problem.Status, problem.Type, problem.Field));
        Assert.Empty(_here.Stock.Pending);
        Assert.Empty(_near.Stock.Given);
    }

    [Fact]
    public async Task A_key_is_for_one_request()
    {
        await _here.MeetAsync(Cancel);
        await PostAsync();

        Assert.Equal(422, (await _here.TransferAsync("chai", """{"from":"kit-18","quantity":4}""", "till-1-1", Cancel)).Status);
        Assert.Equal(422, (await _here.TransferAsync("bao", Three, "till-1-1", Cancel)).Status);
        Assert.Equal(3, _here.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_kit_that_has_none_is_out_of_stock()
    {
        await _here.MeetAsync(Cancel);
        _near.Stock.Has("chai", 0);

        var (status, body, _) = await PostAsync();

        Assert.Equal(409, status);
        Assert.Equal(0, JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!.Available!["chai"]);
        Assert.Empty(_here.Stock.Pending);
        Assert.Equal(409, (await PostAsync()).Status);
    }

    [Fact]
    public async Task While_the_kit_goes_off_nothing_is_begun()
    {
        await _here.MeetAsync(Cancel);
        _here.Shutdown.Announce("the pack is empty");

        Assert.Equal(503, (await PostAsync()).Status);
        Assert.Empty(_here.Stock.Pending);
    }

    [Fact]
    public async Task What_is_open_has_a_bound()
    {
        await _here.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.RequestLost : LanFault.None;
        for (var one = 0; one < TransferRules.MostPending; one++)
        {
            Assert.Equal(202, (await _here.TransferAsync("chai", Three, $"k{one}", Cancel)).Status);
        }

        Assert.Equal(503, (await _here.TransferAsync("chai", Three, "one-more", Cancel)).Status);
        Assert.Equal(TransferRules.MostPending, _here.Stock.Pending.Count);
    }

    [Fact]
    public async Task A_closed_ledger_is_said_and_the_key_can_be_used_again()
    {
        await _here.MeetAsync(Cancel);
        _here.Stock.At = static at => _ = at == "begin" ? throw new IOException("the disk is full") : 0;
        var (status, body, _) = await PostAsync();
        Assert.Equal(503, status);
        Assert.Contains("the disk is full", body, StringComparison.Ordinal);

        _here.Stock.At = static _ => { };
        Assert.Equal(200, (await PostAsync()).Status);
    }

    [Fact]
    public async Task The_market_is_shown()
    {
        await _here.MeetAsync(Cancel);
        await PostAsync();
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.RequestLost : LanFault.None;
        await _here.TransferAsync("chai", Three, "till-1-2", Cancel);
        _here.Clock.Advance(TimeSpan.FromSeconds(7));

        var view = await ShowAsync();

        Assert.Equal("night-market", view.Id);
        var kit = Assert.Single(view.Kits);
        Assert.Equal(("kit-18", "Row 8", "10.0.0.18:8484", 7, 10), (kit.Kit, kit.Name, kit.Address, kit.SeenSecondsAgo, kit.Spare["chai"]));
        Assert.Equal("kit-18", Assert.Single(view.Pending).From);
        Assert.Equal(TransferDirection.In, Assert.Single(view.Last).Direction);
        Assert.Equal(8, view.Key.Length);
    }

    [Fact]
    public async Task A_damaged_memory_is_an_empty_one_and_a_full_disk_loses_no_more_than_that()
    {
        await _here.MeetAsync(Cancel);
        await PostAsync();
        _here.Cut();
        await File.WriteAllTextAsync(Path.Combine(_here.DataDirectory, "market.json"), "{", Cancel);
        _here.Return();
        Assert.Empty(_here.Last);
        Assert.Equal([10020], _here.Warnings);

        await _here.MeetAsync(Cancel);
        Directory.CreateDirectory(Path.Combine(_here.DataDirectory, "market.json.new"));
        Assert.Equal(200, (await _here.TransferAsync("chai", Three, "till-1-2", Cancel)).Status);
        Assert.Equal([10020, 10021], _here.Warnings);
    }

    private async Task<MarketView> ShowAsync()
    {
        var result = await _here.Get<MarketEndpoints>().ShowAsync(Cancel);
        return Assert.IsType<Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<MarketView>>(result).Value!;
    }

    private Task<(int Status, string Body, string? Replayed)> PostAsync() => _here.TransferAsync("chai", Three, "till-1-1", Cancel);
}
