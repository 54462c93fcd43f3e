using CsCheck;
using EdgeKit.Cloud.Grants;

namespace EdgeKit.Cloud.Tests.Grants;

/// <summary>Who should hold what, as a function of what is known.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 40;

    private static readonly Gen<Participant> AnyKit = Gen.Select(
        Gen.Long[-3, 60], Gen.Double[0, 400], Gen.Double[0, 40], Gen.Double[0.02, 24], Gen.Frequency((4, Gen.Const(0L)), (1, Gen.Long[0, 20])),
        static (held, units, hours, horizon, wanted) => new Participant(1, held, units, hours, horizon, wanted, Math.Max(0, held)));

    private static readonly Gen<Participant[]> AnyMarket = Gen.Select(
        AnyKit, AnyKit.Array[1, 8], static (shop, kits) => Market(shop with { Returnable = 0 }, kits));

    [Fact]
    public void What_is_granted_is_there_and_what_is_asked_back_is_held() =>
        AnyMarket.Sample(static market =>
        {
            var shares = Allocation.Decide(market);

            Assert.InRange(shares.Sum(static share => share.Grant), 0, Math.Max(0, market[0].Held));
            Assert.Equal(shares.Count, shares.Select(static share => share.Log).Distinct().Count());
            Assert.All(shares, share =>
            {
                Assert.NotEqual(0, share.Log);
                Assert.True(share is { Grant: > 0, Recall: 0 } or { Grant: 0, Recall: > 0 });
                Assert.InRange(share.Recall, 0, Math.Max(0, market[share.Log].Returnable));
            });
        });

    [Fact]
    public void With_the_same_reports_it_comes_to_rest_and_stays_there() =>
        AnyMarket.Sample(static market => Assert.InRange(Rest(market), 0, Rounds - 1));

    [Fact]
    public void It_comes_to_rest_too_when_kits_give_back_only_some_of_what_they_are_asked_for() =>
        Gen.Select(AnyMarket, Gen.Int[0, 1_000_000]).Sample(static (market, seed) =>
        {
            var random = new Random(seed);
            for (var round = 0; round < Rounds; round++)
            {
                market = Apply(market, Allocation.Decide(market), recall => random.NextInt64(recall + 1));
            }

            // However it went, with nobody selling nobody is given and asked for the same unit over and over.
            Assert.InRange(Rest(market), 0, Rounds - 1);
        });

    [Fact]
    public void Whoever_waits_is_served_as_far_as_there_is_something() =>
        AnyMarket.Sample(static market =>
        {
            var left = Settled(market);
            var wanted = market.Sum(static one => one.Wanted);
            var served = left.Sum(one => Math.Min(one.Wanted, Math.Max(0, one.Held)));

            Assert.Equal(Math.Min(wanted, left.Sum(static one => Math.Max(0, one.Held))), served);
        });

    [Fact]
    public void Who_is_asked_for_more_has_no_less() =>
        Gen.Select(Gen.Long[0, 200], Gen.Double[0, 50], Gen.Double[0.1, 50], Gen.Double[0.1, 10], Gen.Double[0.1, 12]).Sample(static (pool, units, more, hours, horizon) =>
        {
            var settled = Settled(Market(Shop(pool), Kit(0, units, hours, horizon), Kit(0, units + more, hours, horizon)));

            Assert.True(settled[2].Held >= settled[1].Held, $"{settled[1]} {settled[2]}");
        });

    [Fact]
    public void Plenty_leaves_the_rest_with_the_shop()
    {
        var settled = Settled(Market(Shop(1_000), Kit(0, 10, 10, 4), Kit(0, 40, 10, 4)));

        // Mean 4 and 16 over four hours: enough for 49 times in 50, and no more.
        Assert.InRange(settled[1].Held, 8, 20);
        Assert.InRange(settled[2].Held, 24, 60);
        Assert.True(settled[0].Held > 900);
    }

    [Fact]
    public void Of_too_little_all_have_the_same_chance_of_enough()
    {
        var settled = Settled(Market(Shop(40), Kit(0, 20, 10, 10), Kit(0, 40, 10, 10), Kit(0, 80, 10, 10)));

        // 20, 40 and 80 are expected, and by so much as more is expected more is given.
        Assert.True(settled[1].Held < settled[2].Held && settled[2].Held < settled[3].Held, string.Join(' ', settled.AsEnumerable()));
        Assert.Equal(40, settled.Sum(static one => one.Held));
    }

    [Fact]
    public void Without_any_evidence_kits_have_equal_shares()
    {
        var settled = Settled(Market(Shop(60), Kit(0, 0, 0, 1), Kit(0, 0, 0, 1)));

        Assert.Equal(settled[1].Held, settled[2].Held);
        Assert.InRange(settled[1].Held, 10, 25);
    }

    [Fact]
    public void The_last_unit_goes_where_somebody_waits_for_it_and_stays_until_somebody_else_does()
    {
        var idle = Market(Shop(0), Kit(1, 5, 5, 1), Kit(0, 5, 5, 1));
        Assert.Empty(Allocation.Decide(idle));

        idle[2] = idle[2] with { Wanted = 1 };
        Assert.Equal([new Share(1, 0, 1)], Allocation.Decide(idle));
        var moved = Settled(idle);
        Assert.Equal((0, 1), (moved[1].Held, moved[2].Held));

        // Both wait for it now: it stays where it is.
        moved[1] = moved[1] with { Wanted = 1 };
        Assert.Empty(Allocation.Decide(moved));

        // Nobody waits any more: it stays as well.
        moved[1] = moved[1] with { Wanted = 0 };
        moved[2] = moved[2] with { Wanted = 0 };
        Assert.Empty(Allocation.Decide(moved));
    }

    [Fact]
    public void An_idle_last_unit_goes_to_where_it_is_sold()
    {
        var settled = Settled(Market(Shop(0), Kit(1, 0.1, 8, 2), Kit(0, 24, 8, 2)));

        Assert.Equal((0, 1), (settled[1].Held, settled[2].Held));
    }

    [Fact]
    public void Figures_that_waver_move_nothing()
    {
        var market = Market(Shop(0), Kit(1, 10, 10, 1), Kit(0, 10, 10, 1));
        for (var round = 0; round < 20; round++)
        {
            market[2] = market[2] with { Units = round % 2 == 0 ? 11 : 9 };

            Assert.Empty(Allocation.Decide(market));
        }
    }

    [Fact]
    public void A_little_less_than_the_share_is_not_topped_up_at_each_sale()
    {
        var settled = Settled(Market(Shop(1_000), Kit(0, 400, 4, 1)));
        settled[1] = settled[1] with { Held = settled[1].Held - 1 };
        Assert.Empty(Allocation.Decide(settled));

        settled[1] = settled[1] with { Held = settled[1].Held / 2 };
        Assert.True(Assert.Single(Allocation.Decide(settled)).Grant > 10);
    }

    [Fact]
    public void The_shop_has_its_share_fetched_back_when_it_sells_and_kits_do_not()
    {
        var market = Market(new Participant(0, 0, 400, 10, 1, 0, 0), Kit(100, 1, 10, 1));

        var share = Assert.Single(Allocation.Decide(market));
        Assert.InRange(share.Recall, 30, 100);
    }

    [Theory]
    [InlineData(1_000_000_000_000, 5e8)]
    [InlineData(5_000_000, 1e6)]
    [InlineData(4_097, 4_000)]
    public void Any_number_is_dealt_in_bounded_time_and_nothing_of_it_lost(long pool, double units)
    {
        var settled = Settled(Market(Shop(pool), Kit(0, units, 1, 1), Kit(0, units, 1, 1)));

        Assert.Equal(pool, settled.Sum(static one => one.Held));
        Assert.True(settled[1].Held > Math.Min(pool / 4, (long)units / 2), $"{settled[1]}");
    }

    [Fact]
    public void Nothing_is_decided_where_there_is_nothing_or_nobody()
    {
        Assert.Empty(Allocation.Decide(Market(Shop(0), Kit(0, 5, 5, 1))));
        Assert.Empty(Allocation.Decide(Market(Shop(-4), Kit(-2, 5, 5, 1))));
        Assert.Empty(Allocation.Decide([Shop(50)]));
    }

    private static Participant Shop(long pool) => new(0, pool, 0, 0, 1, 0, 0);

    private static Participant Kit(long held, double units, double hours, double horizon, long wanted = 0) =>
        new(1, held, units, hours, horizon, wanted, Math.Max(0, held));

    private static Participant[] Market(Participant shop, params Participant[] kits) =>
        [shop with { Log = 0 }, .. kits.Select(static (kit, index) => kit with { Log = index + 1 })];

    /// <summary>What a share leads to once the kit has answered.</summary>
    private static Participant[] Apply(Participant[] market, IReadOnlyList<Share> shares, Func<long, long> answer)
    {
        var next = (Participant[])market.Clone();
        foreach (var (log, grant, recall) in shares)
        {
            var moved = recall > 0 ? -answer(recall) : grant;
            next[log] = next[log] with { Held = next[log].Held + moved, Returnable = Math.Max(0, next[log].Returnable + moved) };
            next[0] = next[0] with { Held = next[0].Held - moved };
        }

        return next;
    }

    /// <summary>After how many rounds nothing changes any more.</summary>
    private static int Rest(Participant[] market)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var shares = Allocation.Decide(market);
            if (shares.Count == 0)
            {
                return round;
            }

            market = Apply(market, shares, static recall => recall);
        }

        return Rounds;
    }

    private static Participant[] Settled(Participant[] market)
    {
        for (var round = 0; round < Rounds; round++)
        {
            market = Apply(market, Allocation.Decide(market), static recall => recall);
        }

        return market;
    }
}
