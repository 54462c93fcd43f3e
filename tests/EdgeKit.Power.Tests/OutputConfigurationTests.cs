namespace EdgeKit.Power.Tests;

public sealed class OutputConfigurationTests
{
    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var faults = Configured.Faults("""
            {
              "sensors": [{ "id": "mains", "driver": "gpio", "chip": "rp1", "line": 4 }],
              "power": {
                "loads": [
                  { "id": "sign", "relay": { "chip": "rp1", "line": 4 }, "bus": "24v" },
                  { "id": "sign", "relay": { "chip": "rp1" }, "inrush": "1h" },
                  { "id": "till", "shedAt": "critical", "sensor": "nobody" }
                ],
                "sources": [{ "id": "grid", "kind": "mains", "bus": "12v", "pack": "main" }, { "id": "12v", "kind": "wind", "bus": "12v" }],
                "buses": [{ "id": "12v", "fedBy": "5v" }, { "id": "5v", "fedBy": "12v" }, { "id": "spare", "efficiency": "90%" }],
                "fan": { "pwm": { "driver": "sysfs" }, "curve": [{ "at": "60°C", "duty": "50%" }, { "at": "50°C", "duty": "60%" }] },
                "leds": [{ "id": "green", "chip": "rp1", "line": 4, "shows": "weather" }],
                "button": { "line": 7, "hold": "1ms" }
              }
            }
            """);

        string[] expected =
        [
            "power.loads[1].relay.line: is missing",
            "power.loads[1].inrush: '1h' is not right",
            "power.loads[2].sensor: 'nobody' is not right",
            "power.loads[2].shedAt: means something only for a load that has a relay",
            "power.sources[0].pack: 'main' is not right",
            "power.sources[1].kind: 'wind' is not right",
            "power.buses[2].efficiency: is of the converter from another bus",
            "power.fan.pwm.chip: is missing",
            "power.fan.temperature: is missing",
            "power.fan.curve: is not right; expected two points or more",
            "power.leds[0].shows: 'weather' is not right; expected one of stage",
            "power.button.chip: is missing",
            "power.button.hold: '1ms' is not right",
            "the load 'sign' is there twice",
            "line 4 of rp1 is wanted by sensor mains and load sign and led green; give each a line of its own",
            "'sign' hangs on '24v', and there is no such bus.",
            "'12v' stands for more than one thing.",
            "'12v' feeds itself.",
            "'5v' feeds itself.",
        ];
        Assert.All(expected, words => Assert.Single(faults, fault => fault.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, faults.Count);
    }

    [Fact]
    public void A_tachometer_is_a_sensor_of_that_kind()
    {
        Assert.Contains("fanTach", Assert.Single(Configured.Faults("""
            { "sensors": [{ "id": "cpu", "driver": "thermal" }], "power": { "fan": { "pwm": { "driver": "simulated" }, "temperature": "cpu", "tach": "cpu" } } }
            """)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_it_need_be_there()
    {
        var options = Configured.Power("{}");

        Assert.Equal((0, 0, 0, 0), (options.Loads.Count, options.Leds.Count, options.Buses.Count, options.Sources.Count));
        Assert.Equal((null, null), (options.Fan, options.Button));
    }
}
