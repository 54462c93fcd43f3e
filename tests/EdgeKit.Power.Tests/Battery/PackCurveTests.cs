using CsCheck;
using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

public sealed class PackCurveTests
{
    private static readonly Gen<List<(double Warm, double Volts)>> AnyWay =
        Gen.Select(Gen.Double[-0.1, 0.7], Gen.Double[2, 4.5], static (warm, volts) => (warm, volts)).List[1, 40];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.15)]
    [InlineData(0.4)]
    public void A_cold_cell_and_back_again_is_the_same(double locked)
    {
        for (var charge = 0.0; charge <= 1; charge += 0.01)
        {
            Assert.Equal(charge, PackCurve.Warm(PackCurve.Cold(charge, locked), locked), 0.0001);
        }
    }

    [Fact]
    public void Whatever_it_learned_a_curve_rises() =>
        AnyWay.Sample(static way =>
        {
            var curve = new PackCurve(Chemistry.LiFePO4);
            curve.Learn(way);
            for (var charge = -0.04; charge < 1; charge += 0.01)
            {
                Assert.True(curve.Volts(charge, 0) < curve.Volts(charge + 0.01, 0));
            }
        });

    [Fact]
    public void What_a_pack_showed_on_its_way_down_it_will_show_again()
    {
        var curve = new PackCurve(Chemistry.LiIon);
        Assert.Equal(3.58, curve.Volts(0.2, 0), 0.001);
        curve.Learn([(0.5, 3.70), (0.2, 3.52), (0.1, 3.40), (0.02, 3.10)]);

        Assert.True(curve.IsLearned);
        Assert.Equal(3.52, curve.Volts(0.2, 0), 0.001);
        Assert.Equal(0.1, curve.Charge(3.40, 0), 0.001);
        // Far from where it was seen, the usual curve counts.
        Assert.Equal(4.00, curve.Volts(0.8, 0), 0.001);
        Assert.Equal(curve.Volts(0.2, 0), new PackCurve(Chemistry.LiIon, curve.Learned).Volts(0.2, 0));
    }

    [Fact]
    public void The_heaviest_load_that_lasted_counts_for_an_hour()
    {
        var peaks = new LoadPeaks();
        for (var at = 0; at < 7200; at++)
        {
            // Two minutes of 60 W after ten, and a spike of a second.
            peaks.Take(TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(1), at is >= 600 and < 720 ? 60 : at == 1800 ? 500 : 20);
            Assert.InRange(peaks.Watts, 20, 62);
            if (at is > 720 and < 3900)
            {
                Assert.InRange(peaks.Watts, 58, 62);
            }
        }

        Assert.Equal(20, peaks.Watts, 0.1);
    }
}
