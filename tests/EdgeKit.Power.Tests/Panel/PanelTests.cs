using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Signals;
using EdgeKit.Power.Panel;
using EdgeKit.Power.Tests.Lines;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Panel;

public sealed class PanelTests
{
    private const int Button = 3;

    private static readonly PowerOptions Options = Configured.Power("""
        { "power": {
          "leds": [{ "id": "green", "chip": "rp1", "line": 1 }, { "id": "door", "chip": "rp1", "line": 2, "shows": "stage" }],
          "button": { "chip": "rp1", "line": 3, "activeLow": true, "pull": "up", "hold": "2s" }
        } }
        """);

    private readonly TestClock _clock = new();
    private readonly FakeLines _lines = new();
    private readonly Stages _power = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lamps_are_written_when_they_change_and_nobody_wakes_in_between()
    {
        using var loop = Leds(new FakeLogger<LedLoop>());
        Assert.Equal(TimeSpan.FromMilliseconds(125), await loop.RunOnceAsync(Cancel));
        Assert.True(_lines.Output(1).IsOn);
        _clock.Advance(TimeSpan.FromMilliseconds(125));
        Assert.Equal(TimeSpan.FromMilliseconds(1875), await loop.RunOnceAsync(Cancel));
        Assert.False(_lines.Output(1).IsOn);
        Assert.Equal(2, _lines.Output(1).Writes);

        _power.Set(PowerStage.Shutdown);
        Assert.True(await loop.RunOnceAsync(Cancel) >= TimeSpan.FromMinutes(1));
        Assert.Equal((true, true), (_lines.Output(1).IsOn, _lines.Output(2).IsOn));
    }

    [Fact]
    public async Task A_change_of_the_stage_wakes_the_loop()
    {
        _power.Set(PowerStage.Shutdown);
        using var loop = Leds(new FakeLogger<LedLoop>());
        await loop.StartAsync(Cancel);
        Assert.Equal(TimeSpan.FromMinutes(1), await _clock.SleepAsync(Cancel));

        _power.Set(PowerStage.Critical);

        Assert.Equal(TimeSpan.FromMilliseconds(125), await _clock.SleepAsync(Cancel));
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_lamp_that_is_not_there_is_said_once_and_stops_no_other()
    {
        var logger = new FakeLogger<LedLoop>();
        _lines.Missing.Add(1);
        using var loop = Leds(logger);
        for (var passes = 0; passes < 20; passes++)
        {
            await loop.RunOnceAsync(Cancel);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_lines.Output(2).Writes > 0);
        Assert.Single(logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);
        _lines.Missing.Clear();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await loop.RunOnceAsync(Cancel);
        Assert.NotNull(_lines.Output(1).IsOn);
        Assert.Contains("green can be switched again", logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stage_has_a_pattern_of_its_own() =>
        Assert.Equal(Enum.GetValues<PowerStage>().Length, Enum.GetValues<PowerStage>().Select(StagePattern.Of).Distinct().Count());

    [Fact]
    public async Task A_tap_is_an_event_and_a_hold_asks_for_the_end()
    {
        var panel = new PanelButton();
        var events = new EventStream("run");
        using var loop = new ButtonLoop(Options.Button!, panel, _lines, events, new Random(1), _clock, new FakeLogger<ButtonLoop>());
        using var listener = events.Listen(null, out _);
        await PollAsync(loop, isPressed: false, 4);
        await PollAsync(loop, isPressed: true, 4);
        await PollAsync(loop, isPressed: false, 4);
        Assert.Equal(0, panel.Holds.Current);

        await PollAsync(loop, isPressed: true, 45);
        await PollAsync(loop, isPressed: false, 4);

        Assert.Equal(1, panel.Holds.Current);
        Assert.Equal([false, true], Heard(listener));
    }

    [Fact]
    public async Task A_button_that_fails_is_taken_anew_and_does_not_count_as_held()
    {
        var panel = new PanelButton();
        using var loop = new ButtonLoop(Options.Button!, panel, _lines, new EventStream("run"), new Random(1), _clock, new FakeLogger<ButtonLoop>());
        _lines.Input(Button).Failure = new DeviceException(DeviceFault.Io, "unplugged");
        await loop.StartAsync(Cancel);
        var wait = await _clock.SleepAsync(Cancel);
        Assert.True(wait > ButtonLoop.Every, $"it tries again after {wait}");

        _lines.Input(Button).Failure = null;
        _lines.Input(Button).IsOn = true;
        _clock.Advance(wait);

        Assert.Equal(ButtonLoop.Every, await _clock.SleepAsync(Cancel));
        await loop.StopAsync(Cancel);
        Assert.Equal((2, 0), (_lines.InputsTaken, panel.Holds.Current));
    }

    private static IEnumerable<bool> Heard(EventListener listener)
    {
        while (listener.Events.TryRead(out var said))
        {
            Assert.Equal("button", said.Type);
            yield return ((ButtonView)said.Value).IsHeld;
        }
    }

    private LedLoop Leds(FakeLogger<LedLoop> logger) => new(Options, _power, _lines, new Random(1), _clock, logger);

    private async Task PollAsync(ButtonLoop loop, bool isPressed, int times)
    {
        _lines.Input(Button).IsOn = isPressed;
        for (; times > 0; times--)
        {
            _clock.Advance(await loop.RunOnceAsync(Cancel));
        }
    }

    private sealed class Stages : IPowerStage
    {
        private readonly Signal<PowerStage> _stage = new(PowerStage.Normal);

        public ISignal<PowerStage> Stage => _stage;

        public void Set(PowerStage stage) => _stage.Set(stage);
    }
}
