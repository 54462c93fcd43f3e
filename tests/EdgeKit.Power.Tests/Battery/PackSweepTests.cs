using System.Globalization;

namespace EdgeKit.Power.Tests.Battery;

/// <summary>Many packs at once, none of them chosen.</summary>
public sealed class PackSweepTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("LiFePO4", 0.05)]
    [InlineData("LiIon", 0.05)]
    // Its efficiency and the rest after a charge are the least certain: one in sixty is further off.
    [InlineData("LeadAcid", 0.10)]
    public void After_a_full_cycle_any_pack_is_known(string name, double worst)
    {
        var random = new Random(7);
        var errors = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var replay = PackAccuracyTests.Start(name, 0.75 + (0.35 * random.NextDouble()), Between(random, 1), Between(random, 0.05), 15 + (15 * random.NextDouble()), seed: i);
            var (watts, burst) = (PackAccuracyTests.Watts(replay.Spec, 4 + (10 * random.NextDouble())), random.NextDouble());
            double Load(TimeSpan at) => watts * (1 + (burst * Math.Sin(at.TotalMinutes / 4)));
            replay.Draw(Load, downTo: 0.3 + (0.4 * random.NextDouble()));
            replay.Fill();
            replay.Draw(Load);
            replay.Fill();
            replay.Forget();
            replay.Draw(Load, downTo: 0.6);
            replay.Rest(TimeSpan.FromHours(3));
            replay.Fill(TimeSpan.FromHours(1));
            replay.Draw(Load);
            errors.Add(replay.WorstError);
        }

        errors.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: charge, median of the worst {errors[30]:P1}, nine of ten {errors[54]:P1}, worst {errors[^1]:P1}"));
        Assert.InRange(errors[54], 0, 0.05);
        Assert.InRange(errors[^1], 0, worst);
    }

    private static double Between(Random random, double most) => most * ((2 * random.NextDouble()) - 1);
}
