using EdgeKit.Contracts.Checks;
using EdgeKit.Power.Checks;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Checks;

public sealed class CheckLoopTests
{
    [Fact]
    public async Task It_looks_when_the_next_state_begins_and_each_minute_at_the_least()
    {
        using var kit = new CheckKit(["every: 5m, within: 1m"]);
        await kit.PostAsync("""{"check":"pack","reading":"ok","by":"Ada"}""");
        await kit.HeardAsync();
        using var loop = new CheckLoop(kit.Book, new Random(1), kit.Time, new FakeLogger<CheckLoop>());
        var pauses = new List<double>();
        var heard = new List<CheckState>();

        kit.Time.Advance(TimeSpan.FromMinutes(3.5));
        for (var pass = 0; pass < 6; pass++)
        {
            var pause = await loop.RunOnceAsync(TestContext.Current.CancellationToken);
            pauses.Add(pause.TotalSeconds);
            heard.AddRange((await kit.HeardAsync()).Select(static check => check.State));
            kit.Time.Advance(pause);
        }

        Assert.Equal([60, 30, 60, 60, 60, 60], pauses);
        Assert.Equal([CheckState.Due, CheckState.Late, CheckState.Escalated], heard);
    }
}
