using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Tests.Gpio;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Sampling;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Lines;

/// <summary>What hangs on lines, down to the kernel's calls.</summary>
public sealed class GpioLinesTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly TemporaryDirectory _devices = new();
    private readonly FakeGpioKernel _kernel = new();
    private readonly GpioLines _lines;

    public GpioLinesTests()
    {
        using (var chip = File.CreateText(_devices["gpiochip0"]))
        {
            chip.Write("gpiochip0 pinctrl-rp1");
        }

        _lines = new GpioLines(chip => GpioChip.Open(chip, _devices.Path, _kernel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _devices.Dispose();

    [Theory]
    [InlineData("pinctrl-rp1", "normallyOpen", true)]
    [InlineData("/dev/gpiochip0", "normallyClosed", false)]
    public void A_relay_takes_its_line_at_the_level_that_its_load_needs(string chip, string contact, bool isCoilOn)
    {
        var options = Configured.Power($$"""{ "power": { "loads": [{ "id": "sign", "relay": { "chip": "{{chip}}", "line": 17, "contact": "{{contact}}", "activeLow": true } }] } }""");
        using var sensors = Board(options);
        using var loads = new LoadBoard(options, sensors, _lines, new Random(1), new FakeLogger<LoadBoard>());

        loads.Update(TimeSpan.Zero, PowerStage.Normal);

        unsafe
        {
            var taken = _kernel.Requested;
            Assert.Equal(17u, taken.Offsets[0]);
            Assert.Equal(GpioFlags.Output | GpioFlags.ActiveLow, taken.Config.Flags);
            Assert.Equal(isCoilOn ? 1UL : 0, taken.Config.First.Attribute.Values);
        }

        Assert.Equal(isCoilOn, _kernel.Level);
        Assert.True(Assert.Single(loads.View()).IsOn);
    }

    [Theory]
    [InlineData(1, "udev")]
    [InlineData(16, "is in use by 'sysfs'")]
    public void A_line_that_cannot_be_had_is_stated_with_what_to_do(int error, string words)
    {
        (_kernel.RequestError, _kernel.Holder) = (error, "sysfs");
        var options = Configured.Power("""{ "power": { "loads": [{ "id": "sign", "relay": { "chip": "pinctrl-rp1", "line": 17 } }] } }""");
        using var sensors = Board(options);
        using var loads = new LoadBoard(options, sensors, _lines, new Random(1), new FakeLogger<LoadBoard>());

        loads.Update(TimeSpan.Zero, PowerStage.Normal);

        Assert.Contains(words, Assert.Single(loads.View()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mains_by_a_contact_are_what_the_kit_lives_on()
    {
        var options = Configured.Power("""
            {
              "sensors": [{ "id": "socket", "driver": "gpio", "chip": "pinctrl-rp1", "line": 5, "activeLow": true, "pull": "up", "settle": "1s" }],
              "power": { "mains": "socket" }
            }
            """);
        using var sensors = Board(options);
        using var loads = new LoadBoard(options, sensors, _lines, new Random(1), new FakeLogger<LoadBoard>());
        var power = new KitPower(options, sensors, new KitOutputs(loads));
        Assert.Equal(PowerSource.Unknown, await SourceAsync(power, sensors, present: true));
        Assert.Equal(GpioFlags.Input | GpioFlags.ActiveLow | GpioFlags.BiasPullUp, _kernel.Requested.Config.Flags);

        Assert.Equal(PowerSource.External, await SourceAsync(power, sensors, present: true));
        Assert.Equal(PowerSource.External, await SourceAsync(power, sensors, present: false));
        Assert.Equal(PowerSource.Battery, await SourceAsync(power, sensors, present: false));

        _kernel.ValueError = 5;
        Assert.Equal(PowerSource.Unknown, await SourceAsync(power, sensors, present: true, reads: 3));
    }

    private SensorBoard Board(PowerOptions options) => new(options.Sensors, new SensorFactory(_lines, new FanDuty(), new OutsideReadings(_clock), _clock).Open, _clock, new Random(1));

    private async Task<PowerSource> SourceAsync(KitPower power, SensorBoard sensors, bool present, int reads = 1)
    {
        _kernel.Level = present;
        for (; reads > 0; reads--)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            var read = sensors.Sensors[0].SampleAsync(Cancel);
            while (!read.IsCompleted)
            {
                // What may pass is tried again after some milliseconds.
                _clock.Advance(TimeSpan.FromMilliseconds(50));
                await Task.Yield();
            }

            await read;
        }

        power.Update(_clock.GetElapsedTime(0));
        return power.View.Source;
    }
}
