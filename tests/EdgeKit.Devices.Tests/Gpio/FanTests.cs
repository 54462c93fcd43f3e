using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Tests.Linux;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Gpio;

public sealed class FanTests : IDisposable
{
    private const string Pwm = "class/pwm/pwmchip2/pwm1";

    private readonly SysfsFolder _sys = new();
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("pwmchip2")]
    [InlineData("1f00098000.pwm")]
    public void A_channel_is_set_to_25_kHz_and_turned_on(string chip)
    {
        Channel("0");
        using var pwm = new SysfsPwm(chip, 1, _sys.Root);

        pwm.Begin();
        pwm.Write(0.25);

        Assert.Equal(("40000", "10000", "1"), (_sys.Text($"{Pwm}/period"), _sys.Text($"{Pwm}/duty_cycle"), _sys.Text($"{Pwm}/enable")));
    }

    [Theory]
    [InlineData(-1, "0")]
    [InlineData(0, "0")]
    [InlineData(1, "40000")]
    [InlineData(2, "40000")]
    public void A_duty_stays_in_its_range(double duty, string written)
    {
        Channel("0");
        using var pwm = new SysfsPwm("pwmchip2", 1, _sys.Root);
        pwm.Begin();

        pwm.Write(duty);

        Assert.Equal(written, _sys.Text($"{Pwm}/duty_cycle"));
    }

    [Fact]
    public void A_duty_longer_than_the_period_is_taken_back_first()
    {
        Channel("900000");
        using var pwm = new SysfsPwm("pwmchip2", 1, _sys.Root);

        pwm.Begin();

        Assert.Equal("0", _sys.Text($"{Pwm}/duty_cycle"));
    }

    [Fact]
    public void A_channel_that_nobody_has_is_exported_and_absent_until_it_comes()
    {
        _sys.With("class/pwm/pwmchip2", ("export", ""));
        using var pwm = new SysfsPwm("pwmchip2", 1, _sys.Root);

        Assert.Equal(DeviceFault.Absent, Faults.Of(pwm.Begin).Fault);

        Assert.Equal("1", _sys.Text("class/pwm/pwmchip2/export"));
        Assert.Equal(DeviceFault.NotReady, Faults.Of(() => pwm.Write(1)).Fault);
    }

    [Fact]
    public void A_chip_that_is_not_there_is_absent()
    {
        using var pwm = new SysfsPwm("pwmchip2", 1, _sys.Root);

        Assert.Equal(DeviceFault.Absent, Faults.Of(pwm.Begin).Fault);
    }

    [Fact]
    public void A_fan_that_nobody_watches_any_more_turns_in_full()
    {
        Channel("0");
        var pwm = new SysfsPwm("pwmchip2", 1, _sys.Root);
        pwm.Begin();

        pwm.Dispose();

        Assert.Equal("40000", _sys.Text($"{Pwm}/duty_cycle"));
    }

    [Fact]
    public void A_fan_of_the_kernels_is_taken_by_hand_and_given_back()
    {
        _sys.With("class/hwmon/hwmon4", ("name", "pwmfan"), ("pwm1", "75"), ("pwm1_enable", "2"));
        var pwm = new HwmonPwm("pwmfan", root: _sys.Root);
        pwm.Begin();
        pwm.Begin();
        pwm.Write(0.5);
        Assert.Equal(("128", "1"), (_sys.Text("class/hwmon/hwmon4/pwm1"), _sys.Text("class/hwmon/hwmon4/pwm1_enable")));

        pwm.Dispose();

        Assert.Equal(("255", "2"), (_sys.Text("class/hwmon/hwmon4/pwm1"), _sys.Text("class/hwmon/hwmon4/pwm1_enable")));
    }

    [Fact]
    public void A_fan_of_the_kernels_that_is_not_there_is_absent()
    {
        using var pwm = new HwmonPwm("pwmfan", root: _sys.Root);

        Assert.Equal(DeviceFault.Absent, Faults.Of(pwm.Begin).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.Of(() => pwm.Write(1)).Fault);
    }

    [Fact]
    public void A_fan_that_was_lost_is_let_go_without_a_fault()
    {
        var folder = _sys.With("class/hwmon/hwmon4", ("name", "pwmfan"), ("pwm1", "75"));
        var pwm = new HwmonPwm("pwmfan", root: _sys.Root);
        pwm.Begin();
        Directory.Delete(folder, recursive: true);

        pwm.Dispose();
    }

    [Fact]
    public void A_fan_starts_with_a_kick_and_keeps_its_least_duty()
    {
        Channel("0");
        using var fan = new FanPwm(new SysfsPwm("pwmchip2", 1, _sys.Root), new FanShape(), _clock);
        fan.Begin();

        Assert.Equal(1, Set(fan, 0.1));
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, Set(fan, 0.1));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(0.3, Set(fan, 0.1));
        Assert.Equal(0.6, Set(fan, 0.6));
        Assert.Equal(1, Set(fan, double.NaN));
        Assert.Equal(0, Set(fan, 0));
        Assert.Equal(1, Set(fan, 0.5));

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0.5, Set(fan, 0.5));
        Assert.Equal("20000", _sys.Text($"{Pwm}/duty_cycle"));
    }

    [Fact]
    public void A_fan_that_stands_still_while_it_should_turn_is_said_after_its_time_to_start()
    {
        var shouldTurn = false;
        _sys.With("class/hwmon/hwmon4", ("name", "pwmfan"), ("fan1_input", "0"));
        using var tach = new FanTach("pwmfan", () => shouldTurn, _clock, root: _sys.Root);
        tach.Begin();
        Assert.Equal([new(Quantity.RevolutionsPerMinute, 0), new(Quantity.IsOn, 0, "stopped")], tach.Read());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, tach.Read()[1].Value);

        shouldTurn = true;
        Assert.Equal(0, tach.Read()[1].Value);
        _clock.Advance(FanTach.StartsWithin);
        Assert.Equal(1, tach.Read()[1].Value);

        _sys.With("class/hwmon/hwmon4", ("fan1_input", "1800"));
        Assert.Equal([new(Quantity.RevolutionsPerMinute, 1800), new(Quantity.IsOn, 0, "stopped")], tach.Read());
    }

    [Fact]
    public void A_fan_without_a_tachometer_is_absent()
    {
        _sys.With("class/hwmon/hwmon4", ("name", "pwmfan"), ("pwm1", "0"));
        using var tach = new FanTach("pwmfan", static () => true, _clock, root: _sys.Root);

        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(tach).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(tach).Fault);
    }

    public void Dispose() => _sys.Dispose();

    private static double Set(FanPwm fan, double duty)
    {
        fan.Set(duty);
        return fan.Duty;
    }

    private void Channel(string duty)
    {
        _sys.With(Pwm, ("period", "0"), ("duty_cycle", duty), ("enable", "0"));
        _sys.Device("class/pwm/pwmchip2", "1f00098000.pwm");
    }
}
