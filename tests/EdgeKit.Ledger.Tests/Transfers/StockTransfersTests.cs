using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Stock;

namespace EdgeKit.Ledger.Tests.Transfers;

public sealed class StockTransfersTests : IAsyncLifetime
{
    private static readonly Guid Id = Stall.Id(1);

    private Stall _donor = null!;
    private Stall _receiver = null!;

    /// <summary>Who loses power after each of the three steps: nobody, the donor, the receiver, both.</summary>
    public static TheoryData<int, int, int> Crashes()
    {
        var data = new TheoryData<int, int, int>();
        for (var crashes = 0; crashes < 64; crashes++)
        {
            data.Add(crashes & 3, (crashes >> 2) & 3, crashes >> 4);
        }

        return data;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _donor = await Stall.OpenAsync("kit-1");
        _receiver = await Stall.OpenAsync("kit-2");
        await _donor.Ledger.GrantAsync("tea", 10);
    }

    public async ValueTask DisposeAsync()
    {
        await _donor.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task A_transfer_has_one_effect_at_each_kit_whoever_restarts_when_and_each_step_repeated(int afterBegin, int afterGive, int afterTake)
    {
        var request = _donor.AskedBy(_receiver, Id, 4);
        await _receiver.Transfers.BeginAsync(request, Cancel);
        await CrashAsync(afterBegin);
        await _receiver.Transfers.BeginAsync(request, Cancel);

        // The receiver goes by what its disk says, and the answer is lost the first time.
        Assert.Equal([request], await _receiver.Transfers.PendingAsync(Cancel));
        var first = await _donor.Transfers.GiveAsync(request, Cancel);
        await CrashAsync(afterGive);
        var transfer = await _donor.Transfers.GiveAsync(Assert.Single(await _receiver.Transfers.PendingAsync(Cancel)), Cancel);
        Assert.Equal(first, transfer);
        Assert.Equal(new Transfer(request, 4, 2), transfer);

        await _receiver.Transfers.TakeAsync(transfer!, Cancel);
        await CrashAsync(afterTake);
        await _receiver.Transfers.TakeAsync(transfer!, Cancel);

        Assert.Empty(await _receiver.Transfers.PendingAsync(Cancel));
        Assert.Equal((4, 4), (_donor.Counters().TransferredOut, _receiver.Counters().TransferredIn));
        Assert.Equal((6, 4), (_donor.Available(), _receiver.Available()));
        Assert.Equal(new TransferOutBody(Id, "tea", 4, "kit-2", _receiver.Transfers.Incarnation), await OnlyAsync(_donor, RecordTypes.TransferOut, ContractsJson.Default.TransferOutBody));
        Assert.Equal(new TransferInBody(Id, "tea", 4, "kit-1", _donor.Transfers.Incarnation, 2), await OnlyAsync(_receiver, RecordTypes.TransferIn, ContractsJson.Default.TransferInBody));
        await _donor.VerifyAsync();
        await _receiver.VerifyAsync();
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Nothing_to_give_is_final_at_both_kits_whoever_restarts_when(int afterBegin, int afterGive, int afterForget)
    {
        var request = _donor.AskedBy(_receiver, Id, 4, "mug");
        await _receiver.Transfers.BeginAsync(request, Cancel);
        await CrashAsync(afterBegin);
        Assert.Null(await _donor.Transfers.GiveAsync(request, Cancel));
        await CrashAsync(afterGive);
        await _donor.Ledger.GrantAsync("mug", 10);

        Assert.Null(await _donor.Transfers.GiveAsync(request, Cancel));
        await _receiver.Transfers.ForgetAsync(Id, Cancel);
        await CrashAsync(afterForget);
        await _receiver.Transfers.ForgetAsync(Id, Cancel);
        Assert.Null(await _donor.Transfers.GiveAsync(request, Cancel));

        Assert.Empty(await _receiver.Transfers.PendingAsync(Cancel));
        Assert.Equal((10, 0), (_donor.Available("mug"), _receiver.Available("mug")));
        Assert.Equal(4, (await _donor.Transfers.GiveAsync(request with { TransferId = Stall.Id(2) }, Cancel))!.Quantity);
    }

    [Fact]
    public async Task The_donor_gives_what_it_has_and_keeps_what_it_needs_itself()
    {
        _donor.Ledger.Time.Advance(TimeSpan.FromHours(1));
        await _donor.Ledger.SubmitAsync("a", ("tea", 2));

        var transfer = await _donor.Transfers.GiveAsync(_donor.AskedBy(_receiver, Id, 100), Cancel);

        // Two in an hour: eight are left, and it keeps as many as it sells in the next.
        Assert.Equal(8, _donor.Available() + transfer!.Quantity);
        Assert.InRange(_donor.Available(), 2, 4);
        Assert.Empty(_donor.Transfers.Spare);
        Assert.Equal(100, transfer.Request.Quantity);
    }

    [Fact]
    public async Task Frozen_rights_are_not_given_either()
    {
        await _donor.Ledger.GrantAsync("tea", 10, sellForSeconds: 60);
        await _donor.Ledger.StockAsync("s", "tea", 3);
        _donor.Ledger.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(3, _donor.Transfers.Spare["tea"]);
        Assert.Equal(3, (await _donor.Transfers.GiveAsync(_donor.AskedBy(_receiver, Id, 100), Cancel))!.Quantity);
    }

    [Fact]
    public async Task What_was_asked_for_in_vain_is_missing_until_it_comes()
    {
        await _receiver.Ledger.SubmitAsync("a", ("tea", 3));
        Assert.Equal(3, _receiver.Transfers.Missing["tea"]);

        await TransferAsync(Id, 3);

        Assert.Empty(_receiver.Transfers.Missing);
    }

    [Theory]
    [InlineData("kit-9", false, false, 4, "tea", "It is asked of kit 'kit-9', and this is 'kit-1'.")]
    [InlineData("kit-1", true, false, 4, "tea", "another card")]
    [InlineData("kit-1", false, true, 4, "tea", "A kit does not transfer to itself.")]
    [InlineData("kit-1", false, false, 0, "tea", "Expected a quantity of 1 to 1000000, not 0.")]
    [InlineData("kit-1", false, false, long.MaxValue, "tea", "Expected a quantity")]
    [InlineData("kit-1", false, false, 4, "", "Expected a SKU")]
    public async Task What_is_not_this_kits_to_give_is_refused(string from, bool fromOther, bool toItself, long quantity, string sku, string why)
    {
        var request = new TransferRequest(
            Id, sku, quantity, from, fromOther ? Stall.Id(99) : _donor.Transfers.Incarnation, "kit-2", toItself ? _donor.Transfers.Incarnation : _receiver.Transfers.Incarnation);

        var refused = await Assert.ThrowsAsync<TransferRefusedException>(async () => await _donor.Transfers.GiveAsync(request, Cancel));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, _donor.Available());
    }

    [Fact]
    public async Task What_is_for_another_log_of_this_kit_is_not_taken()
    {
        var request = _donor.AskedBy(_receiver, Id, 4);
        await _receiver.Transfers.BeginAsync(request, Cancel);
        var transfer = (await _donor.Transfers.GiveAsync(request, Cancel))!;
        await using var otherCard = await Stall.OpenAsync("kit-2");
        await using var otherKit = await Stall.OpenAsync("kit-3");

        Assert.Contains("another card", await RefusedAsync(() => otherCard.Transfers.TakeAsync(transfer, Cancel)), StringComparison.Ordinal);
        Assert.Contains("kit 'kit-2', and this is 'kit-3'", await RefusedAsync(() => otherKit.Transfers.TakeAsync(transfer, Cancel)), StringComparison.Ordinal);
        Assert.Contains("another card", await RefusedAsync(() => otherCard.Transfers.BeginAsync(request, Cancel)), StringComparison.Ordinal);
        Assert.Equal((0, 0), (otherCard.Available(), otherKit.Available()));
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_taken()
    {
        var transfer = (await _donor.Transfers.GiveAsync(_donor.AskedBy(_receiver, Id, 4), Cancel))!;

        Assert.Contains("did not ask", await RefusedAsync(() => _receiver.Transfers.TakeAsync(transfer, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_stands_for_one_transfer()
    {
        await _donor.Ledger.GrantAsync("mug", 10);
        var request = _donor.AskedBy(_receiver, Id, 4);
        var transfer = await TransferAsync(Id, 4);

        Assert.Contains("used for another", await RefusedAsync(() => _receiver.Transfers.BeginAsync(request with { Sku = "mug" }, Cancel)), StringComparison.Ordinal);
        Assert.Contains("used for another", await RefusedAsync(async () => await _donor.Transfers.GiveAsync(request with { Sku = "mug" }, Cancel)), StringComparison.Ordinal);
        Assert.Contains("used for another", await RefusedAsync(async () => await _donor.Transfers.GiveAsync(request with { ToKit = "kit-3" }, Cancel)), StringComparison.Ordinal);
        Assert.Contains("gave twice", await RefusedAsync(() => _receiver.Transfers.TakeAsync(transfer with { Seq = 9 }, Cancel)), StringComparison.Ordinal);
        Assert.Contains("It gives 5", await RefusedAsync(() => _receiver.Transfers.TakeAsync(transfer with { Quantity = 5 }, Cancel)), StringComparison.Ordinal);
        Assert.Equal((6, 4), (_donor.Available(), _receiver.Available()));
    }

    [Fact]
    public async Task A_donor_that_gave_after_all_is_believed_since_its_log_says_so()
    {
        var request = _donor.AskedBy(_receiver, Id, 4);
        await _receiver.Transfers.BeginAsync(request, Cancel);
        await _receiver.Transfers.ForgetAsync(Id, Cancel);

        await _receiver.Transfers.TakeAsync((await _donor.Transfers.GiveAsync(request, Cancel))!, Cancel);
        await _receiver.Transfers.ForgetAsync(Id, Cancel);

        Assert.Equal((6, 4), (_donor.Available(), _receiver.Available()));
    }

    [Fact]
    public async Task Pending_ones_are_bounded_and_oldest_first()
    {
        var ids = Enumerable.Range(2, 256).Select(Stall.Id).ToList();
        foreach (var id in ids)
        {
            await _receiver.Transfers.BeginAsync(_donor.AskedBy(_receiver, id, 1), Cancel);
        }

        Assert.Contains("ask for those first", await RefusedAsync(() => _receiver.Transfers.BeginAsync(_donor.AskedBy(_receiver, Id, 1), Cancel)), StringComparison.Ordinal);
        Assert.Equal(ids, (await _receiver.Transfers.PendingAsync(Cancel)).Select(static request => request.TransferId));

        await _receiver.Transfers.ForgetAsync(ids[0], Cancel);
        await _receiver.Transfers.BeginAsync(_donor.AskedBy(_receiver, Id, 1), Cancel);
    }

    [Fact]
    public async Task No_request_runs_so_far_ahead_of_an_unanswered_one_that_its_donor_forgets_it()
    {
        var oldest = _donor.AskedBy(_receiver, Id, 1);
        await _receiver.Transfers.BeginAsync(oldest, Cancel);
        Assert.NotNull(await _donor.Transfers.GiveAsync(oldest, Cancel));
        var begun = 1;
        string? why = null;
        while (why is null && begun < 5000)
        {
            var next = _donor.AskedBy(_receiver, Stall.Id(begun + 1), 1, "mug");
            try
            {
                await _receiver.Transfers.BeginAsync(next, Cancel);
                Assert.Null(await _donor.Transfers.GiveAsync(next, Cancel));
                await _receiver.Transfers.ForgetAsync(next.TransferId, Cancel);
                begun++;
            }
            catch (TransferRefusedException refused)
            {
                why = refused.Message;
            }
        }

        Assert.Equal((1024, "Kit 'kit-1' answered later requests and not an earlier one: ask for that first."), (begun, why));
        var transfer = await _donor.Transfers.GiveAsync(oldest, Cancel);
        await _receiver.Transfers.TakeAsync(transfer!, Cancel);
        Assert.Equal((1, 1), (_donor.Counters().TransferredOut, _receiver.Counters().TransferredIn));
        await _receiver.Transfers.BeginAsync(_donor.AskedBy(_receiver, Stall.Id(begun + 1), 1, "mug"), Cancel);
    }

    private static async Task<string> RefusedAsync(Func<ValueTask> step) => (await Assert.ThrowsAsync<TransferRefusedException>(async () => await step())).Message;

    private static async Task<T> OnlyAsync<T>(Stall stall, string type, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> typeInfo) =>
        JsonSerializer.Deserialize(Assert.Single(await stall.Ledger.RecordsAsync(), record => record.Type == type).Body.Span, typeInfo)!;

    private async Task<Transfer> TransferAsync(Guid id, long quantity)
    {
        var request = _donor.AskedBy(_receiver, id, quantity);
        await _receiver.Transfers.BeginAsync(request, Cancel);
        var transfer = (await _donor.Transfers.GiveAsync(request, Cancel))!;
        await _receiver.Transfers.TakeAsync(transfer, Cancel);
        return transfer;
    }

    private async Task CrashAsync(int who)
    {
        if ((who & 1) != 0)
        {
            await _donor.CrashAsync();
        }

        if ((who & 2) != 0)
        {
            await _receiver.CrashAsync();
        }
    }
}
