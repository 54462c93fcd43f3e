using EdgeKit.Contracts.Power;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Simulation;

public sealed class PolicySimulationTests : IDisposable
{
    private const string Configuration = """
        {
          "sensors": [{ "id": "pack", "driver": "ina226", "address": "0x40" }],
          "power": {
            "packs": [{ "id": "main", "sensor": "pack", "capacity": "100Ah" }],
            "stages": { "conserve": { "volts": "12.6V" }, "critical": { "volts": "12V" }, "shutdown": { "volts": "9V" } },
            "loads": [{ "id": "lights", "relay": { "chip": "gpiochip0", "line": "17" }, "shedAt": "critical", "restoreAfter": "10s" }]
          }
        }
        """;

    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_recorded_day_goes_through_the_configured_policy_and_switches_nothing_real()
    {
        await File.WriteAllTextAsync(_folder["day.csv"], "seconds,volts,amperes,celsius\n0,13.2,-2,30\n300,13.2,-2,30\n301,11.4,-8,31\n600,11.4,-8,31\n601,13.5,5,30\n900,13.5,5,30\n1200,13.5,5,30\n1500,13.5,5,30\n", Cancel);

        var preview = (await PowerModule.SimulateAsync(Configured.Settings(Configuration, _folder.Path), _folder["day.csv"], Cancel))!;

        Assert.Equal(1500, preview.Seconds);
        Assert.Equal([PowerStage.Normal, PowerStage.Critical, PowerStage.Normal], preview.Stages.Select(static stage => stage.Stage));
        Assert.InRange(preview.Stages[1].AtSeconds, 330, 335);
        Assert.Contains("11.40 V under load is below 12.00 V", preview.Stages[1].Reason, StringComparison.Ordinal);
        Assert.Equal(["lights False", "lights True"], preview.Loads.Select(static load => $"{load.Load} {load.IsOn}"));
        Assert.InRange(preview.Loads[0].AtSeconds, preview.Stages[1].AtSeconds, preview.Stages[1].AtSeconds + 1);
        Assert.Equal((PowerSource.External, PowerStage.Normal), (preview.End.Source, preview.End.Stage));
    }

    [Fact]
    public async Task What_cannot_be_played_is_said()
    {
        await File.WriteAllTextAsync(_folder["bad.csv"], "seconds,volts,amperes,celsius\n0,abc,-2,30\n", Cancel);

        var bad = await Assert.ThrowsAsync<InvalidDataException>(() => PowerModule.SimulateAsync(Configured.Settings(Configuration, _folder.Path), _folder["bad.csv"], Cancel));
        var none = await Assert.ThrowsAsync<InvalidDataException>(() => PowerModule.SimulateAsync(Configured.Settings("{}", _folder.Path), _folder["bad.csv"], Cancel));

        Assert.Contains("bad.csv, line 2: column 2 (volts): 'abc' is not a number", bad.Message, StringComparison.Ordinal);
        Assert.Contains("power.packs", none.Message, StringComparison.Ordinal);
    }
}
