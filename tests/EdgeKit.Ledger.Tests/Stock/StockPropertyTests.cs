using CsCheck;
using EdgeKit.Ledger.Stock;

namespace EdgeKit.Ledger.Tests.Stock;

/// <summary>Whatever happens to a kit, in whatever order: real ledgers, random evenings.</summary>
public sealed class StockPropertyTests
{
    [Fact]
    public async Task Only_a_count_makes_a_deficit_and_the_log_says_all_that_the_counters_know()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1], Gen.Int[1, 6], Gen.Int[0, 25]);
        await step.Array[1, 60].SampleAsync(
            static async steps =>
            {
                await using var evening = await RandomEvening.OpenAsync();
                foreach (var (what, which, quantity, amount) in steps)
                {
                    var sku = which == 0 ? "tea" : "mug";
                    var before = evening.Kit.Counters(sku);
                    await evening.StepAsync(what, sku, quantity, amount);
                    var after = evening.Kit.Counters(sku);

                    Assert.True(what == RandomEvening.Count || after.Available >= Math.Min(0, before.Available), $"step {what} made {before} {after}");
                    Assert.True(NothingFell(before, after), $"step {what} made {before} {after}");
                }

                await evening.VerifyAsync();
            },
            iter: 40);
    }

    private static bool NothingFell(StockCounters before, StockCounters after) =>
        after.Granted >= before.Granted && after.Returned >= before.Returned && after.Consumed >= before.Consumed
        && after.TransferredIn >= before.TransferredIn && after.TransferredOut >= before.TransferredOut
        && after.Received >= before.Received && after.PutBack >= before.PutBack && after.Short >= before.Short;
}
