using CsCheck;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Stock;

public sealed class StockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_short_count_lowers_what_may_be_sold_and_a_long_one_raises_it()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("1", "tea", 10);

        await ledger.StockAsync("2", "tea", 7, counted: true);
        Assert.Equal(7, ledger.Writer.Stock["tea"].Available);

        await ledger.StockAsync("3", "tea", 9, counted: true);
        Assert.Equal(9, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task Opening_counts_are_for_SKUs_that_are_new_to_the_kit()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var intake = new StockIntake(ledger.Writer);
        await ledger.StockAsync("1", "tea", 5);

        var opened = await intake.OpenAsync([new("tea", 100), new("mug", 4), new("empty", 0)], TestContext.Current.CancellationToken);

        Assert.Equal(1, opened);
        Assert.Equal((5, 4), (ledger.Writer.Stock["tea"].Available, ledger.Writer.Stock["mug"].Available));
        Assert.Equal(0, await intake.OpenAsync([new("mug", 4)], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Counting_makes_available_what_was_counted_and_no_counter_ever_falls() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 1000]).Sample(static (received, consumed, putBack, counted) =>
        {
            var before = new StockCounters { Received = received, Consumed = consumed, PutBack = putBack };
            var (after, difference, surplus) = StockRules.Count(before, counted);
            return after.Available == counted && surplus == 0
                && difference == counted - before.Available
                && after.Received >= before.Received && after.Short >= before.Short && after.Consumed == before.Consumed && after.PutBack == before.PutBack;
        });

    [Fact]
    public async Task Any_evening_leaves_the_ledger_as_a_plain_model_has_it()
    {
        var action = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1], Gen.Int[1, 6], Gen.Int[0, 30]);
        await action.Array[1, 60].SampleAsync(
            static async evening =>
            {
                using var directory = new TemporaryDirectory();
                var model = new Dictionary<string, long>(StringComparer.Ordinal) { ["tea"] = 0, ["mug"] = 0 };
                var ledger = await OpenLedger.OpenAsync(directory);
                var number = 0;
                foreach (var (what, which, quantity, counted) in evening)
                {
                    var sku = which == 0 ? "tea" : "mug";
                    var key = $"k{number++}";
                    if (what <= 1)
                    {
                        await ledger.StockAsync(key, sku, quantity);
                        model[sku] += quantity;
                    }
                    else if (what == 2)
                    {
                        await ledger.StockAsync(key, sku, counted, counted: true);
                        model[sku] = counted;
                    }
                    else if (what == 3)
                    {
                        var accepted = await ledger.SubmitAsync(key, (sku, quantity)) is CommandResult.Accepted;
                        Assert.Equal(model[sku] >= quantity, accepted);
                        model[sku] -= accepted ? quantity : 0;
                    }
                    else
                    {
                        await ledger.DisposeAsync();
                        ledger = await OpenLedger.OpenAsync(directory);
                    }

                    Assert.Equal(model[sku], ledger.Writer.Stock[sku].Available);
                }

                await ledger.DisposeAsync();
            },
            iter: 40);
    }
}
