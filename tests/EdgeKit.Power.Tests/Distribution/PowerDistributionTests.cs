using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Tests.Lines;
using EdgeKit.Power.Tests.Sampling;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Distribution;

public sealed class PowerDistributionTests : IDisposable
{
    private const string Kit = """
        {
          "sensors": [{ "id": "pack", "driver": "thermal" }, { "id": "charger", "driver": "thermal" }, { "id": "fridge", "driver": "thermal" }],
          "power": {
            "packs": [{ "id": "main", "sensor": "pack", "capacity": "20Ah" }],
            "sources": [
              { "id": "mains", "kind": "mains", "bus": "12v", "sensor": "charger", "limit": "60W" },
              { "id": "battery", "kind": "battery", "bus": "12v", "pack": "main" }
            ],
            "buses": [{ "id": "12v" }, { "id": "5v", "fedBy": "12v", "efficiency": "90%", "limit": "5W" }],
            "loads": [
              { "id": "fridge", "bus": "12v", "sensor": "fridge" },
              { "id": "sign", "bus": "12v", "nominal": "8W", "relay": { "driver": "simulated" }, "shedAt": "conserve" },
              { "id": "till", "bus": "5v", "nominal": "9W" },
              { "id": "fan", "nominal": "1W" }
            ]
          }
        }
        """;

    private readonly TestClock _clock = new();
    private readonly FakeSensors _sensors;
    private readonly LoadBoard _loads;
    private readonly KitPower _power;

    public PowerDistributionTests()
    {
        var options = Configured.Power(Kit);
        _sensors = new FakeSensors(options, _clock);
        _loads = new LoadBoard(options, _sensors.Board, new FakeLines(), new Random(1), new FakeLogger<LoadBoard>());
        _power = new KitPower(options, _sensors.Board, new KitOutputs(_loads, Distribution: new PowerDistribution(options, OutputRules.Map(options), _sensors.Board)));
    }

    public void Dispose()
    {
        _loads.Dispose();
        _sensors.Dispose();
    }

    [Fact]
    public async Task What_flows_is_shown_with_what_nobody_measures()
    {
        _sensors.Give("pack", new Measurement(Quantity.Volts, 13), new Measurement(Quantity.Amperes, -1));
        _sensors.Give("charger", new Measurement(Quantity.Watts, 61));
        _sensors.Give("fridge", new Measurement(Quantity.Volts, 12), new Measurement(Quantity.Amperes, 2.5));
        await _sensors.ReadAsync();
        _power.Update(TimeSpan.FromSeconds(1));

        var map = _power.View.Distribution!;
        Assert.Equal([("mains", 61, true), ("battery", 13, true)], map.Sources.Select(static source => (source.Id, source.Watts!.Value, source.IsMeasured)));
        Assert.Equal([("fridge", 30, true), ("sign", 8, false), ("till", 9, false)], map.Loads.Select(static load => (load.Id, load.Watts!.Value, load.IsMeasured)));
        Assert.Equal((74, true, 26), (map.Buses[0].Watts, map.Buses[0].IsMeasured, map.Buses[0].UnmeasuredWatts));
        Assert.Equal((9, false, null, "12v"), (map.Buses[1].Watts, map.Buses[1].IsMeasured, map.Buses[1].UnmeasuredWatts, map.Buses[1].FedBy));
        Assert.Equal(["mains", "5v"], map.OverLimit);
        Assert.Equal((true, true, false), (map.Sources[0].IsOverLimit, map.Buses[1].IsOverLimit, map.Loads[0].IsOverLimit));
    }

    [Fact]
    public void What_nobody_tells_is_not_shown_as_nothing()
    {
        _power.Update(TimeSpan.FromSeconds(1));

        var map = _power.View.Distribution!;
        Assert.All(map.Sources, static source => Assert.Null(source.Watts));
        Assert.Null(map.Loads[0].Watts);
        Assert.Null(map.Buses[0].UnmeasuredWatts);
    }

    [Fact]
    public void A_load_that_is_shed_draws_nothing_of_its_rating()
    {
        _loads.Update(TimeSpan.FromSeconds(1), PowerStage.Conserve);

        var view = _power.View with { Loads = _loads.View() };
        var map = new KitOutputs(_loads, Distribution: new PowerDistribution(Configured.Power(Kit), OutputRules.Map(Configured.Power(Kit)), _sensors.Board))
            .Onto(view, new Dictionary<string, double>(StringComparer.Ordinal)).Distribution!;
        Assert.Equal(0, map.Loads.Single(static load => load.Id is "sign").Watts);
    }
}
