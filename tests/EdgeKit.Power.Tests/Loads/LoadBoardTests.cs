using CsCheck;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Tests.Lines;
using EdgeKit.Power.Tests.Sampling;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Loads;

public sealed class LoadBoardTests : IDisposable
{
    private const int Sign = 1;
    private const int Fridge = 2;
    private const int Router = 3;

    private const string Kit = """
        {
          "sensors": [{ "id": "monitor", "driver": "thermal" }],
          "power": { "loads": [
            { "id": "till", "nominal": "6W" },
            { "id": "sign", "relay": { "chip": "rp1", "line": 1 }, "shedAt": "conserve", "priority": 10, "restoreAfter": "30s", "minimumOff": "60s", "inrush": "5s", "nominal": "8W" },
            { "id": "fridge", "relay": { "chip": "rp1", "line": 2, "contact": "normallyClosed" }, "shedAt": "critical", "priority": 30, "restoreAfter": "60s", "minimumOff": "300s", "inrush": "20s", "sensor": "monitor", "nominal": "30W" },
            { "id": "router", "relay": { "chip": "rp1", "line": 3 }, "shedAt": "critical", "priority": 50, "restoreAfter": "10s", "minimumOff": "10s", "inrush": "10s" }
          ] }
        }
        """;

    private readonly FakeLines _lines = new();
    private readonly FakeLogger<LoadBoard> _logger = new();
    private readonly FakeSensors _sensors;
    private readonly LoadBoard _loads;
    private int _at;

    public LoadBoardTests()
    {
        var options = Configured.Power(Kit);
        _sensors = new FakeSensors(options, new TestClock());
        _loads = new LoadBoard(options, _sensors.Board, _lines, new Random(1), _logger);
    }

    public void Dispose()
    {
        _loads.Dispose();
        _sensors.Dispose();
    }

    [Fact]
    public void At_the_start_they_are_switched_on_one_by_one_and_without_the_delays_of_those_that_were_shed()
    {
        Run(PowerStage.Normal, 32);

        // The router's inrush is 10 s and the fridge's 20 s. The fridge hangs on the other contact: its coil stays without current.
        Assert.Equal([(Router, true), (Fridge, false), (Sign, true)], _lines.Taken);
        Assert.Equal((true, false, true), (_lines.Output(Router).IsOn, _lines.Output(Fridge).IsOn, _lines.Output(Sign).IsOn));
        Assert.DoesNotContain(_loads.View(), static load => !load.IsOn || load.Fault is not null);
    }

    [Fact]
    public void At_the_start_of_a_bad_stage_those_that_must_be_off_are_switched_off_at_once()
    {
        Run(PowerStage.Critical, 1);

        Assert.Equal([(Sign, false), (Fridge, true), (Router, false)], _lines.Taken);
        Assert.Equal(["sign", "fridge", "router"], Off());
    }

    [Fact]
    public void They_are_shed_by_stage_and_come_back_in_their_order()
    {
        Run(PowerStage.Normal, 40);
        Run(PowerStage.Conserve, 1);
        Assert.Equal(["sign"], Off());
        Run(PowerStage.Critical, 300);
        Assert.Equal(["sign", "fridge", "router"], Off());
        Assert.True(_lines.Output(Fridge).IsOn);

        Run(PowerStage.Normal, 10);
        Assert.Equal(["sign", "fridge", "router"], Off());
        Run(PowerStage.Normal, 1);
        Assert.Equal(["sign", "fridge"], Off());
        Run(PowerStage.Normal, 200);

        Assert.Empty(Off());
    }

    [Fact]
    public async Task What_those_that_are_off_would_draw_is_what_they_drew_or_what_is_written()
    {
        _sensors.Give("monitor", new Measurement(Quantity.Watts, 41));
        await _sensors.ReadAsync();
        Run(PowerStage.Normal, 40);
        Assert.Equal(0, _loads.OffWatts);
        Run(PowerStage.Conserve, 1);
        Assert.Equal(8, _loads.OffWatts);
        Run(PowerStage.Critical, 1);

        // Nobody knows what the router draws.
        Assert.Null(_loads.OffWatts);
        Run(PowerStage.Conserve, 12);
        Assert.Equal(["sign", "fridge"], Off());

        Assert.Equal(49, _loads.OffWatts);
    }

    [Fact]
    public void A_relay_that_cannot_be_switched_is_stated_tried_again_and_said_once()
    {
        Run(PowerStage.Normal, 40);
        _lines.Output(Fridge).Failure = new DeviceException(DeviceFault.Io, "the coil is stuck");
        Run(PowerStage.Critical, 30);

        Assert.Equal(["sign", "router"], Off());
        var fridge = _loads.View().Single(static load => load.Id is "fridge");
        Assert.True(fridge.IsOn);
        Assert.Contains("cannot be switched off", fridge.Fault, StringComparison.Ordinal);
        Assert.Contains("the coil is stuck", fridge.Fault, StringComparison.Ordinal);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);

        // By its backoff: at 1, 2, 4, 8, 16 s and so on, less a little.
        Assert.InRange(_lines.Taken.Count(static taken => taken.Line == Fridge), 5, 8);

        _lines.Output(Fridge).Failure = null;
        Run(PowerStage.Critical, 32);

        fridge = _loads.View().Single(static load => load.Id is "fridge");
        Assert.Equal((false, null), (fridge.IsOn, fridge.Fault));
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Message.Contains("fridge can be switched again, and is off", StringComparison.Ordinal));
    }

    [Fact]
    public void A_load_whose_switching_off_failed_is_set_on_when_it_may_be_since_nobody_knows_how_it_stands()
    {
        Run(PowerStage.Normal, 40);
        _lines.Output(Sign).Failure = new DeviceException(DeviceFault.Io, "broken");
        Run(PowerStage.Conserve, 10);
        _lines.Output(Sign).Failure = null;
        var before = _lines.Output(Sign).Writes;

        Run(PowerStage.Normal, 59);
        Assert.Equal(before, _lines.Output(Sign).Writes);
        Run(PowerStage.Normal, 10);

        Assert.True(_lines.Output(Sign).IsOn);
        Assert.DoesNotContain(_loads.View(), static load => load.Fault is not null);
    }

    [Fact]
    public void A_relay_that_is_not_there_holds_up_no_other()
    {
        _lines.Missing.Add(Router);
        Run(PowerStage.Normal, 120);

        Assert.True(_lines.Output(Sign).IsOn);
        Assert.False(_lines.Output(Fridge).IsOn);
        Assert.NotNull(_loads.View().Single(static load => load.Id is "router").Fault);

        _lines.Missing.Clear();
        Run(PowerStage.Normal, 61);
        Assert.True(_lines.Output(Router).IsOn);
    }

    [Fact]
    public async Task What_they_draw_is_measured_or_taken_from_the_rating_or_nothing_while_they_are_off()
    {
        _sensors.Give("monitor", new Measurement(Quantity.Volts, 12), new Measurement(Quantity.Amperes, 2));
        await _sensors.ReadAsync();
        Run(PowerStage.Conserve, 1);
        Assert.Equal([(6, false), (0, false), (24, true), (null, false)], Watts());

        Run(PowerStage.Critical, 1);
        _sensors.Give("monitor", new Measurement(Quantity.Watts, 0.4));
        await _sensors.ReadAsync();
        Assert.Equal([(6, false), (0, false), (0.4, true), (0, false)], Watts());

        _sensors.Give("monitor");
        for (var failures = 0; failures < 3; failures++)
        {
            await _sensors.ReadAsync();
        }

        Assert.Equal((0, false), Watts()[2]);
    }

    [Fact]
    public void Whatever_the_stages_and_the_relays_do_no_two_are_switched_on_within_an_inrush()
    {
        var relays = new Dictionary<int, (bool Coil, int Inrush)> { [Sign] = (true, 5), [Fridge] = (false, 20), [Router] = (true, 10) };
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 90], Gen.Int[0, 7]).List[1, 12].Sample(
            steps =>
            {
                var lines = new FakeLines();
                using var loads = new LoadBoard(Configured.Power(Kit), _sensors.Board, lines, new Random(1), new FakeLogger<LoadBoard>());
                var (at, quietUntil) = (0, 0);
                foreach (var (stage, seconds, broken) in steps.Append((0, 500, 0)))
                {
                    lines.Missing.Clear();
                    foreach (var line in relays.Keys)
                    {
                        var isBroken = (broken & (1 << (line - 1))) != 0;
                        lines.Output(line).Failure = isBroken ? new DeviceException(DeviceFault.Io, "broken") : null;
                    }

                    for (var end = at + seconds; at < end; at++)
                    {
                        var before = relays.Keys.ToDictionary(static line => line, line => lines.Output(line).Writes);
                        loads.Update(TimeSpan.FromSeconds(at), (PowerStage)stage);
                        foreach (var on in relays.Where(relay => lines.Output(relay.Key).Writes != before[relay.Key] && lines.Output(relay.Key).IsOn == relay.Value.Coil))
                        {
                            Assert.True(at >= quietUntil, $"line {on.Key} was switched on at {at} s, before {quietUntil} s");
                            quietUntil = at + on.Value.Inrush;
                        }
                    }
                }

                // With a good stage and whole relays for long enough, all is on.
                Assert.All(relays, relay => Assert.Equal(relay.Value.Coil, lines.Output(relay.Key).IsOn));
                Assert.DoesNotContain(loads.View(), static load => !load.IsOn || load.Fault is not null);
            },
            iter: 100,
            threads: 2);
    }

    private void Run(PowerStage stage, int seconds)
    {
        for (var end = _at + seconds; _at < end; _at++)
        {
            _loads.Update(TimeSpan.FromSeconds(_at), stage);
        }
    }

    private string[] Off() => [.. _loads.View().Where(static load => !load.IsOn).Select(static load => load.Id)];

    private (double? Watts, bool IsMeasured)[] Watts() => [.. _loads.View().Select(static load => (load.Watts, load.IsMeasured))];
}
