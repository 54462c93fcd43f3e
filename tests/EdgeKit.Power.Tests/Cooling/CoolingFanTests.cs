using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Tests.Sampling;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Cooling;

public sealed class CoolingFanTests : IDisposable
{
    private const string Kit = """
        {
          "sensors": [{ "id": "cpu", "driver": "thermal" }, { "id": "tach", "driver": "fanTach", "chip": "pwmfan" }],
          "power": { "fan": {
            "pwm": { "driver": "hwmon", "chip": "pwmfan" }, "temperature": "cpu", "tach": "tach",
            "curve": [{ "at": "45°C", "duty": "0%" }, { "at": "55°C", "duty": "30%" }, { "at": "75°C", "duty": "100%" }]
          } }
        }
        """;

    private readonly TestClock _clock = new();
    private readonly SimulatedPwm _pwm = new();
    private readonly FanDuty _duty = new();
    private readonly FakeLogger<CoolingFan> _logger = new();
    private readonly FakeSensors _sensors;
    private readonly CoolingFan _fan;
    private int _at;

    public CoolingFanTests()
    {
        var options = Configured.Power(Kit);
        _sensors = new FakeSensors(options, _clock);
        _fan = new CoolingFan(options.Fan!, _sensors.Board, _pwm, _duty, _clock, new Random(1), _logger);
    }

    public void Dispose()
    {
        _fan.Dispose();
        _pwm.Dispose();
        _sensors.Dispose();
    }

    [Fact]
    public async Task It_follows_its_curve_after_a_kick()
    {
        await AtAsync(65);
        Assert.Equal((1, 0.65), (_pwm.Duty, _fan.View().Duty));
        await AtAsync(65);
        Assert.Equal(0.65, _pwm.Duty, 0.001);
        Assert.Equal(_pwm.Duty, _duty.Current);
        await AtAsync(63);
        Assert.Equal(0.65, _pwm.Duty, 0.001);
        await AtAsync(60);
        await AtAsync(55);
        await AtAsync(50);
        await AtAsync(45);
        await AtAsync(40);

        Assert.Equal((0, 0), (_pwm.Duty, _duty.Current));
        Assert.Equal((false, false, 40, null), (_fan.View().IsBlind, _fan.View().IsStopped, _fan.View().Celsius, _fan.View().Fault));
    }

    [Fact]
    public async Task Without_a_temperature_it_turns_fast_enough_for_most_and_says_so()
    {
        await AtAsync(40);
        Assert.Equal(0, _pwm.Duty);
        _sensors.Give("cpu");
        for (var failures = 0; failures < 4; failures++)
        {
            await LookAsync();
        }

        Assert.Equal(0.6, _pwm.Duty, 0.001);
        Assert.Equal((true, null), (_fan.View().IsBlind, _fan.View().Celsius));
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning && record.Message.Contains("cpu gives no temperature", StringComparison.Ordinal));
        Assert.True(await AtAsync(40));
        Assert.False(_fan.View().IsBlind);
    }

    [Fact]
    public async Task One_that_was_blind_from_the_start_says_so_once_it_is_sure()
    {
        _fan.Update(TimeSpan.Zero);
        Assert.Equal((true, 0), (_fan.View().IsBlind, _logger.Collector.Count));
        await LookAsync();
        await LookAsync();

        Assert.Equal(0.6, _pwm.Duty, 0.001);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task One_that_cannot_be_set_is_stated_tried_again_and_said_once()
    {
        await AtAsync(75);
        _pwm.Failure = new DeviceException(DeviceFault.Absent, "the overlay is gone");
        Assert.True(await AtAsync(75));
        for (var looks = 0; looks < 20; looks++)
        {
            Assert.False(await AtAsync(75));
        }

        var view = _fan.View();
        Assert.Null(view.Duty);
        Assert.Equal(0, _duty.Current);
        Assert.Contains("the overlay is gone", view.Fault, StringComparison.Ordinal);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning);

        _pwm.Failure = null;
        for (var looks = 0; looks < 20; looks++)
        {
            await AtAsync(75);
        }

        Assert.Equal((1, 1, 2, null), (_pwm.Duty, _fan.View().Duty, _pwm.Begun, _fan.View().Fault));
    }

    [Fact]
    public async Task One_that_stands_still_is_said_until_it_turns()
    {
        _sensors.Give("tach", new Measurement(Quantity.RevolutionsPerMinute, 0), new Measurement(Quantity.IsOn, 1, "stopped"));
        Assert.True(await AtAsync(75));
        Assert.False(await AtAsync(75));
        Assert.Equal((true, 0), (_fan.View().IsStopped, _fan.View().RevolutionsPerMinute));
        Assert.Contains("stands still", _fan.View().Fault, StringComparison.Ordinal);
        Assert.Contains(_logger.Collector.GetSnapshot(), static record => record.Level == LogLevel.Warning && record.Message.Contains("stands still", StringComparison.Ordinal));

        _sensors.Give("tach", new Measurement(Quantity.RevolutionsPerMinute, 2400), new Measurement(Quantity.IsOn, 0, "stopped"));
        Assert.True(await AtAsync(75));

        Assert.Equal((false, 2400, null), (_fan.View().IsStopped, _fan.View().RevolutionsPerMinute, _fan.View().Fault));
    }

    private async Task<bool> AtAsync(double celsius)
    {
        _sensors.Give("cpu", new Measurement(Quantity.Celsius, celsius));
        return await LookAsync();
    }

    // Every three seconds, so that what jumps in these tests is no faster than a heat sink.
    private async Task<bool> LookAsync()
    {
        _clock.Advance(TimeSpan.FromSeconds(3));
        _at += 3;
        await _sensors.ReadAsync();
        return _fan.Update(TimeSpan.FromSeconds(_at));
    }
}
