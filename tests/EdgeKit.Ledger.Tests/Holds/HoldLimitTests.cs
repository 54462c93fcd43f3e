using EdgeKit.Contracts;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldLimitTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_guest_may_hold_its_share_of_what_it_could_have()
    {
        await using var ledger = await OpenAsync(10);

        Assert.Contains("may hold 5 of 'tea'", Limit(await ledger.HoldAsync("a", [("tea", 6)], device: "ada")), StringComparison.Ordinal);
        await AcceptedAsync(ledger.HoldAsync("a", [("tea", 3)], device: "ada"));
        Assert.Contains("may hold 5 of 'tea' now, and would hold 6", Limit(await ledger.HoldAsync("b", [("tea", 3)], device: "ada")), StringComparison.Ordinal);
        await AcceptedAsync(ledger.HoldAsync("b", [("tea", 2)], device: "ada"));

        // Five are left: another may have half of those, and its own hold is no reason for less.
        Assert.Contains("may hold 2", Limit(await ledger.HoldAsync("c", [("tea", 3)], device: "bob")), StringComparison.Ordinal);
        await AcceptedAsync(ledger.HoldAsync("c", [("tea", 2)], device: "bob"));
        await AcceptedAsync(ledger.HoldAsync("c", [("tea", 2)], device: "bob"));
        Assert.Equal((3, 7), ledger.Level("tea"));
    }

    [Fact]
    public async Task One_unit_is_always_a_fair_share()
    {
        await using var ledger = await OpenAsync(1);

        await AcceptedAsync(ledger.HoldAsync("a", [("tea", 1)], device: "ada"));
    }

    [Fact]
    public async Task A_guest_has_so_many_holds_and_no_more_until_one_ends()
    {
        await using var ledger = await OpenAsync(100);
        for (var i = 0; i < 4; i++)
        {
            await AcceptedAsync(ledger.HoldAsync($"cart{i}", [("tea", 1)], device: "ada"));
        }

        Assert.Contains("at most 4 holds", Limit(await ledger.HoldAsync("cart4", [("tea", 1)], device: "ada")), StringComparison.Ordinal);
        await AcceptedAsync(ledger.HoldAsync("cart4", [("tea", 1)], device: "bob"));
        var hers = OpenLedger.HoldOf(await ledger.HoldAsync("cart0", [("tea", 2)], device: "ada"));
        await ledger.MoveAsync(hers.Id, HoldStep.Release);
        await AcceptedAsync(ledger.HoldAsync("cart5", [("tea", 1)], device: "ada"));
    }

    [Fact]
    public async Task The_limits_of_a_guest_are_the_same_after_opening_again()
    {
        await using (var ledger = await OpenAsync(100, ("orders.holds.perDevice", "1")))
        {
            await AcceptedAsync(ledger.HoldAsync("a", [("tea", 1)], device: "ada"));
        }

        await using var again = await OpenLedger.OpenAsync(_directory, clock: null, ("orders.holds.perDevice", "1"));

        Assert.Contains("at most 1 holds", Limit(await again.HoldAsync("b", [("tea", 1)], device: "ada")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kits_own_have_no_limit_but_that_of_all_together()
    {
        await using var ledger = await OpenAsync(20, ("orders.holds.most", "5"));
        await AcceptedAsync(ledger.HoldAsync("till", [("tea", 15)]));
        for (var i = 1; i < 5; i++)
        {
            await AcceptedAsync(ledger.HoldAsync($"cart{i}", [("tea", 1)]));
        }

        Assert.Contains("5 holds at a time", Limit(await ledger.HoldAsync("cart5", [("tea", 1)])), StringComparison.Ordinal);
        await AcceptedAsync(ledger.HoldAsync("till", [("tea", 14)]));
        await ledger.MoveAsync(ledger.Writer.Holds.Active[0].Id, HoldStep.Pay);
        Assert.Contains("5 holds at a time", Limit(await ledger.HoldAsync("cart5", [("tea", 1)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_a_limit_changes_nothing()
    {
        await using var ledger = await OpenAsync(10);
        await AcceptedAsync(ledger.HoldAsync("a", [("tea", 2)], device: "ada"));

        Limit(await ledger.HoldAsync("a", [("tea", 9)], device: "ada"));

        Assert.Equal((8, 2), ledger.Level("tea"));
    }

    [Theory]
    [InlineData("ttl", "9s")]
    [InlineData("ttl", "31m")]
    [InlineData("most", "0")]
    [InlineData("most", "10001")]
    [InlineData("share", "0%")]
    [InlineData("share", "101%")]
    [InlineData("share", "half")]
    [InlineData("perDevice", "0")]
    [InlineData("each", "1")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var settings = TestSettings.Of(_directory.Path, ($"orders.holds.{key}", value));

        settings.Read("orders", LedgerOptions.Read);

        Assert.Contains($"orders.holds.{key}", Assert.Single(settings.Errors), StringComparison.Ordinal);
    }

    private static async Task AcceptedAsync(Task<CommandResult> result) => Assert.IsType<CommandResult.Accepted>(await result);

    private static string Limit(CommandResult result)
    {
        var problem = Assert.IsType<CommandResult.Refused>(result).Problem.Problem;
        Assert.Equal((409, ProblemTypes.HoldLimit), (problem.Status, problem.Type));
        return problem.Detail!;
    }

    private async Task<OpenLedger> OpenAsync(int tea, params (string Path, string Value)[] settings)
    {
        var ledger = await OpenLedger.OpenAsync(_directory, clock: null, settings);
        await ledger.StockAsync("s", "tea", tea);
        return ledger;
    }
}
