using CsCheck;
using EdgeKit.Ledger.Stock;

namespace EdgeKit.Ledger.Tests.Stock;

public sealed class SkuStockTests
{
    [Theory]
    [InlineData(0, 10, 0, 0, 0, 10, 0, 0)] // granted: sold while the cloud is heard, frozen after
    [InlineData(10, 0, 0, 0, 10, 10, 0, 0)] // arrived at the stall: never frozen
    [InlineData(5, 10, 0, 0, 5, 15, 0, 0)]
    [InlineData(5, 10, 3, 0, 2, 12, 0, 0)] // what was sold counts against what arrived
    [InlineData(5, 10, 8, 0, 0, 7, 0, 0)]
    [InlineData(5, 10, 0, 3, 2, 12, 0, 0)] // and so does what is held
    [InlineData(5, 10, 0, 3, 5, 15, 3, 0)] // but not for whoever holds it
    [InlineData(0, 10, 0, 3, 3, 10, 3, 0)] // whose goods do not freeze
    [InlineData(5, 0, 8, 0, -3, -3, 0, 3)] // more was sold than a count found
    [InlineData(5, 0, 3, 4, -2, -2, 0, 2)] // or held
    public void What_may_be_sold(long received, long granted, long consumed, long held, long frozen, long thawed, long own, long deficit)
    {
        var stock = new SkuStock("tea", new StockCounters { Received = received, Granted = granted, Consumed = consumed }, held);

        Assert.Equal((frozen, thawed), (stock.Sellable(isFrozen: true, own), stock.Sellable(isFrozen: false, own)));
        Assert.Equal(deficit, stock.Level(isFrozen: true).Deficit);
    }

    [Fact]
    public void While_frozen_no_more_is_sold_than_arrived_at_the_stall_however_it_is_split() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[1, 5].Array[0, 60]).Sample(static (received, granted, consumedBefore, orders) =>
        {
            var stock = new SkuStock("tea", new StockCounters { Received = received, Granted = granted, Consumed = Math.Min(consumedBefore, received + granted) }, 0);
            var sold = 0;
            foreach (var order in orders)
            {
                if (stock.Sellable(isFrozen: true) >= order)
                {
                    stock = stock with { Counters = stock.Counters with { Consumed = stock.Counters.Consumed + order } };
                    sold += order;
                }
            }

            return sold <= received && stock.Available >= 0;
        });

    [Fact]
    public void The_level_leaves_nothing_out_and_is_never_below_zero() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 120], Gen.Int[0, 20], Gen.Bool).Sample(static (received, granted, consumed, held, isFrozen) =>
        {
            var stock = new SkuStock("tea", new StockCounters { Received = received, Granted = granted, Consumed = consumed }, held);
            var level = stock.Level(isFrozen);
            return level.Available + level.Frozen - level.Deficit == stock.Available
                && level is { Available: >= 0, Frozen: >= 0, Deficit: >= 0 } && (level.Deficit == 0 || level.Available + level.Frozen == 0)
                && (isFrozen || level.Frozen == 0);
        });

    [Theory]
    [InlineData(20, 0, 0, 20, 0, 0)]
    [InlineData(20, 0, 0, 17, -3, 0)]
    [InlineData(20, 0, 0, 22, 2, 0)]
    [InlineData(20, 5, 0, 20, 0, 5)] // five rights went to another kit, and the goods still lie here: they are not new
    [InlineData(20, 5, 0, 15, 0, 0)] // or went with them
    [InlineData(20, 0, 5, 20, 0, 5)] // the shop sells the five
    [InlineData(20, 5, 0, 18, 0, 3)]
    [InlineData(20, 5, 0, 23, 3, 5)]
    [InlineData(20, 5, 0, 11, -4, 0)]
    public void A_count_finds_what_is_missing_and_makes_no_second_right_for_goods_that_another_kit_sells(
        long received, long transferredOut, long returned, int counted, long difference, long surplus)
    {
        var before = new StockCounters { Received = received, TransferredOut = transferredOut, Returned = returned };

        var (after, changed, left) = StockRules.Count(before, counted);

        Assert.Equal((difference, surplus), (changed, left));
        Assert.Equal(before.Available + difference, after.Available);
        Assert.Equal((Math.Max(0, difference), Math.Max(0, -difference)), (after.Received - before.Received, after.Short - before.Short));
    }

    [Theory]
    [InlineData(10, 0, 0, 4, 4)]
    [InlineData(10, 0, 0, 40, 10)] // no more than there is
    [InlineData(10, 4, 0, 4, 0)] // it went back already
    [InlineData(10, 4, 0, 6, 2)]
    [InlineData(10, 6, 0, 4, 0)] // an older word
    [InlineData(10, 0, 8, 5, 2)] // held and sold stay
    [InlineData(10, 0, 12, 5, 0)] // a deficit gives nothing
    [InlineData(10, 0, 0, 0, 0)]
    public void Rights_go_back_as_far_as_they_are_neither_sold_nor_held(long granted, long returned, long held, long returnTo, long expected) =>
        Assert.Equal(expected, StockRules.GiveBack(new SkuStock("tea", new StockCounters { Granted = granted, Returned = returned }, held), returnTo));

    [Theory]
    [InlineData(10, 12, 12)]
    [InlineData(10, 7, 10)]
    public void An_older_grant_takes_nothing_away(long known, long said, long expected) =>
        Assert.Equal(expected, StockRules.Grant(new StockCounters { Granted = known }, said).Granted);
}
