using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Tests.Linux;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Gpio;

public sealed class SwitchesTests : IDisposable
{
    private static readonly DeviceException Broken = new(DeviceFault.Io, "broken");

    private readonly TestClock _clock = new();
    private readonly SimulatedInput _input = new();
    private readonly SimulatedOutput _output = new();

    [Theory]
    [InlineData(RelayContact.NormallyOpen, true, true)]
    [InlineData(RelayContact.NormallyOpen, false, false)]
    [InlineData(RelayContact.NormallyClosed, true, false)]
    [InlineData(RelayContact.NormallyClosed, false, true)]
    public void A_relay_gives_its_coil_what_the_contact_needs(RelayContact contact, bool loadOn, bool coilOn)
    {
        using var relay = new Relay(_output, contact);

        relay.Switch(loadOn);

        Assert.Equal(coilOn, _output.IsOn);
        Assert.Equal(loadOn, relay.IsLoadOn);
    }

    [Fact]
    public void A_relay_that_fails_or_is_released_does_not_know_its_load()
    {
        var relay = new Relay(_output, RelayContact.NormallyOpen);
        Assert.Null(relay.IsLoadOn);
        relay.Switch(true);
        _output.Failure = Broken;
        Assert.Throws<DeviceException>(() => relay.Switch(false));
        Assert.Null(relay.IsLoadOn);

        relay.Dispose();

        Assert.Null(_output.IsOn);
    }

    [Fact]
    public void A_relay_writes_also_what_holds_already()
    {
        using var relay = new Relay(_output, RelayContact.NormallyOpen);

        relay.Switch(true);
        relay.Switch(true);

        Assert.Equal(2, _output.Writes);
    }

    /// <summary>A character each 125 ms of the first two seconds.</summary>
    [Theory]
    [InlineData(LedPattern.Off, "0000000000000000")]
    [InlineData(LedPattern.On, "1111111111111111")]
    [InlineData(LedPattern.Slow, "1111111100000000")]
    [InlineData(LedPattern.Fast, "1010101010101010")]
    [InlineData(LedPattern.Heartbeat, "1000000000000000")]
    [InlineData(LedPattern.TwoFlashes, "1010000000000000")]
    public void A_lamp_shows_its_pattern_again_and_again(LedPattern pattern, string lit)
    {
        using var lamp = new StatusLed(_output, _clock) { Pattern = pattern };
        foreach (var one in lit + lit)
        {
            lamp.Refresh();
            Assert.Equal(one == '1', _output.IsOn);
            _clock.Advance(TimeSpan.FromMilliseconds(125));
        }
    }

    [Fact]
    public void A_lamp_says_when_it_changes()
    {
        foreach (var pattern in Enum.GetValues<LedPattern>())
        {
            for (var at = TimeSpan.Zero; at < TimeSpan.FromSeconds(5); at += TimeSpan.FromMilliseconds(40))
            {
                var changes = Enumerable.Range(1, 2000).Select(static milliseconds => TimeSpan.FromMilliseconds(milliseconds))
                    .Where(later => StatusLed.IsLit(pattern, at + later) != StatusLed.IsLit(pattern, at)).Cast<TimeSpan?>().FirstOrDefault();
                Assert.Equal(changes, StatusLed.UntilChange(pattern, at));
            }
        }
    }

    [Fact]
    public void A_lamp_is_written_only_when_it_changes_and_again_after_it_failed()
    {
        using var lamp = new StatusLed(_output, _clock) { Pattern = LedPattern.On };
        lamp.Refresh();
        lamp.Refresh();
        Assert.Equal(1, _output.Writes);

        lamp.Pattern = LedPattern.Off;
        _output.Failure = Broken;
        Assert.Throws<DeviceException>(lamp.Refresh);
        _output.Failure = null;
        lamp.Refresh();

        Assert.False(_output.IsOn);
    }

    [Fact]
    public void Mains_is_told_once_it_has_settled_and_a_flicker_is_none()
    {
        using var mains = new MainsPresent(_input, _clock);
        _input.IsOn = true;
        mains.Begin();
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(mains).Fault);

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([new Measurement(Quantity.IsOn, 1, "mains")], mains.Read());

        _input.IsOn = false;
        Assert.Equal(1, mains.Read()[0].Value);
        _clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal(1, mains.Read()[0].Value);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(0, mains.Read()[0].Value);
    }

    [Fact]
    public void A_contact_that_cannot_be_read_says_so()
    {
        using var mains = new MainsPresent(_input, _clock);
        _input.Failure = Broken;

        Assert.Equal(DeviceFault.Io, Faults.OfBegin(mains).Fault);
        Assert.Equal(DeviceFault.Io, Faults.OfRead(mains).Fault);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(10, "Tapped")]
    [InlineData(59, "Tapped")]
    [InlineData(200, "Held")]
    public void A_press_is_a_tap_or_a_hold_and_said_once(int polls, string said)
    {
        using var button = new PowerButton(_input, _clock);
        Poll(button, 5);
        _input.IsOn = true;
        var presses = Poll(button, polls);
        _input.IsOn = false;

        Assert.Equal(said, string.Concat(presses.Concat(Poll(button, 100))));
    }

    [Fact]
    public void A_button_that_is_down_from_the_start_says_nothing_until_it_was_let_go()
    {
        using var button = new PowerButton(_input, _clock);
        _input.IsOn = true;
        Assert.Empty(Poll(button, 200));
        _input.IsOn = false;
        Assert.Empty(Poll(button, 10));

        _input.IsOn = true;
        Assert.Equal([ButtonPress.Held], Poll(button, 100));
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    private List<ButtonPress> Poll(PowerButton button, int times)
    {
        var presses = new List<ButtonPress>();
        for (var time = 0; time < times; time++)
        {
            presses.Add(button.Poll());
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        presses.RemoveAll(static press => press == ButtonPress.None);
        return presses;
    }
}
