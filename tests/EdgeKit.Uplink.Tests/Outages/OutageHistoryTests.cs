using CsCheck;
using EdgeKit.Uplink.Outages;

namespace EdgeKit.Uplink.Tests.Outages;

public sealed class OutageHistoryTests
{
    [Fact]
    public void Without_outages_nothing_is_said() => Assert.Null(new OutageHistory().Remaining(TimeSpan.Zero));

    [Fact]
    public void Longer_than_any_before_nothing_is_said() => Assert.Null(Of(10, 20, 30).Remaining(TimeSpan.FromSeconds(30)));

    [Fact]
    public void One_outage_gives_an_even_chance()
    {
        var (remaining, confidence) = Of(60).Remaining(TimeSpan.FromSeconds(20))!.Value;

        Assert.Equal((40, 0.5), (remaining.TotalSeconds, confidence));
    }

    [Fact]
    public void Nine_outages_give_four_chances_in_five()
    {
        var (remaining, confidence) = Of(10, 20, 30, 40, 50, 60, 70, 80, 90).Remaining(TimeSpan.FromSeconds(5))!.Value;

        Assert.Equal((75, 0.8), (remaining.TotalSeconds, confidence));
    }

    [Fact]
    public void Only_the_last_ones_count()
    {
        var history = new OutageHistory();
        for (var i = 0; i < 1000; i++)
        {
            history.Add(TimeSpan.FromSeconds(i));
        }

        Assert.Equal((OutageHistory.Kept, 800), (history.Count, history.Seconds[0]));
    }

    [Fact]
    public void What_is_promised_holds_about_as_often_as_is_said()
    {
        // Outages drawn from one distribution: the promise about the next must hold as often as its confidence says, give or take chance.
        var random = new Random(17);
        var (held, said, asked) = (0, 0.0, 0);
        for (var evening = 0; evening < 300; evening++)
        {
            var history = new OutageHistory();
            for (var i = 0; i < 30; i++)
            {
                var next = TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * 120);
                if (history.Remaining(TimeSpan.Zero) is var (remaining, confidence))
                {
                    asked++;
                    said += confidence;
                    held += next <= remaining ? 1 : 0;
                }

                history.Add(next);
            }
        }

        Assert.InRange(held - said, -0.03 * asked, 0.03 * asked);
    }

    [Fact]
    public void No_promise_is_of_the_past_and_no_confidence_out_of_bounds() =>
        Gen.Select(Gen.Double[0, 10_000].Array[0, 40], Gen.Double[0, 10_000]).Sample(static (outages, elapsed) =>
            Of(outages).Remaining(TimeSpan.FromSeconds(elapsed)) is not var (remaining, confidence)
            || (remaining >= TimeSpan.Zero && confidence is > 0 and < 1));

    private static OutageHistory Of(params double[] seconds)
    {
        var history = new OutageHistory();
        foreach (var outage in seconds)
        {
            history.Add(TimeSpan.FromSeconds(outage));
        }

        return history;
    }
}
