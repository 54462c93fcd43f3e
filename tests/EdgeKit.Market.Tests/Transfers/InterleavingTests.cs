using CsCheck;
using EdgeKit.Market.Tests.Support;

namespace EdgeKit.Market.Tests.Transfers;

/// <summary>Three kits that miss and have chai, a network that loses, doubles and repeats, and a power that comes and goes.</summary>
public sealed class InterleavingTests
{
    private const int Kits = 3;
    private const int Units = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Any_interleaving_has_one_effect_of_each_transfer() =>
        Gen.Select(Gen.Int[0, Kits - 1], Gen.Int[0, 3], Gen.Enum<LanFault>(), Gen.Enum<LanFault>()).List[1, 25].SampleAsync(ScheduleAsync, iter: 60);

    private static async Task ScheduleAsync(List<(int Kit, int Act, LanFault First, LanFault Then)> steps)
    {
        var lan = new TestLan();
        var authorities = Enumerable.Range(17, Kits).Select(static number => $"10.0.0.{number}:8484").ToArray();
        var kits = Enumerable.Range(17, Kits).Select(number => new LanKit(lan, number, authorities)).ToList();
        try
        {
            kits[0].Stock.Has("chai", Units);
            foreach (var (kit, act, first, then) in steps)
            {
                var next = first;
                lan.Fault = _ =>
                {
                    var now = next;
                    next = then;
                    return now;
                };
                await ActAsync(kits[kit], act);
                Assert.True(kits.Sum(static kit => kit.Stock.Available("chai")) <= Units);
            }

            lan.Fault = static _ => LanFault.None;
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var kit in kits)
                {
                    // Time for the budgets of what was asked so far.
                    kits.ForEach(static each => each.Clock.Advance(TimeSpan.FromSeconds(10)));
                    kit.Stock.Misses("chai", 0);
                    await PassAsync(kit);
                }
            }

            Assert.All(kits, static kit => Assert.Empty(kit.Stock.Pending));
            Assert.Equal(Units, kits.Sum(static kit => kit.Stock.Available("chai")));
            Assert.Equal(
                kits.SelectMany(static kit => kit.Stock.Given.Values.OfType<EdgeKit.Contracts.Stock.Transfer>()).OrderBy(static transfer => transfer.Request.TransferId),
                kits.SelectMany(static kit => kit.Stock.Taken.Values).OrderBy(static transfer => transfer.Request.TransferId));
        }
        finally
        {
            kits.ForEach(static kit => kit.Dispose());
        }
    }

    private static async Task ActAsync(LanKit kit, int act)
    {
        switch (act)
        {
            case 0:
                kit.Restart();
                break;
            case 1:
                kit.Stock.Misses("chai", 4);
                await PassAsync(kit);
                break;
            case 2:
                kit.Clock.Advance(TimeSpan.FromSeconds(12));
                await PassAsync(kit);
                break;
            default:
                // The power goes after what is on the disk is on the disk.
                kit.Stock.Misses("chai", 1);
                kit.Stock.At = static at => _ = at is "begun" or "given" or "taken" ? throw new IOException("the power is gone") : 0;
                try
                {
                    await PassAsync(kit);
                }
                catch (IOException cut)
                {
                    Assert.Equal("the power is gone", cut.Message);
                }

                kit.Stock.At = static _ => { };
                kit.Restart();
                break;
        }
    }

    private static async Task PassAsync(LanKit kit)
    {
        await kit.MeetAsync(Cancel);
        await kit.TransferAsync(Cancel);
    }
}
