using EdgeKit.Testing.Kill;

namespace EdgeKit.EndToEndTests.Clouds;

/// <summary>A few rounds of <c>scripts/prove-kill</c>.</summary>
public sealed class KillTests : ProcessTest
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_invented_when_the_power_goes()
    {
        var stall = Keep(await KillRounds.StartAsync(seed: 7, clients: 16, Cancel));

        foreach (var scenario in (KillScenario[])
            [
                KillScenario.CloudConnected, KillScenario.AnswerLost, KillScenario.Reset, KillScenario.CloudKilled, KillScenario.CloudRestored, KillScenario.KilledWhileStarting,
            ])
        {
            Assert.Empty(await stall.RunAsync(scenario, Cancel));
        }

        var report = await stall.DrainAndCompareAsync(Cancel);
        Assert.True(report.Agrees, report.ToString());
        Assert.All(stall.Tallies.Values, static tally => Assert.True(tally.Acked > 0));
    }
}
