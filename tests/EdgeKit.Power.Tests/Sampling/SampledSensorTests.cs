using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Power.Sampling;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Sampling;

public sealed class SampledSensorTests : IDisposable
{
    private readonly TestClock _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly ScriptedSensor _chip = new();
    private readonly SampledSensor _sensor;

    public SampledSensorTests() => _sensor = new SampledSensor(Sensors.Options("id: case, driver: thermal"), _chip.Open, _clock, new Random(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sensor.Dispose();
        _chip.Dispose();
    }

    [Fact]
    public async Task A_reading_is_good_until_it_is_too_old()
    {
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 25));
        Assert.Equal((ReadingQuality.Good, 25), (_sensor.Quality, _sensor.Trusted(Quantity.Celsius)));

        _clock.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Equal((ReadingQuality.Stale, null), (_sensor.Quality, _sensor.Trusted(Quantity.Celsius)));
    }

    [Theory]
    [InlineData(DeviceFault.NotAcknowledged, 3)]
    [InlineData(DeviceFault.ArbitrationLost, 3)]
    [InlineData(DeviceFault.BusStuck, 3)]
    [InlineData(DeviceFault.Io, 3)]
    [InlineData(DeviceFault.BadChecksum, 3)]
    [InlineData(DeviceFault.Absent, 1)]
    [InlineData(DeviceFault.Denied, 1)]
    [InlineData(DeviceFault.KernelOwned, 1)]
    [InlineData(DeviceFault.WrongChip, 1)]
    [InlineData(DeviceFault.Nonsense, 1)]
    public async Task What_may_pass_is_tried_twice_more_and_the_rest_is_not(DeviceFault fault, int reads)
    {
        await ReadAsync(ScriptedSensor.Fails(fault));

        Assert.Equal(reads, _chip.Reads);
        Assert.Equal((SensorState.Suspect, ReadingQuality.Failed), (_sensor.Readings.State, _sensor.Quality));
        Assert.Contains($"scripted {fault}: ", _sensor.Readings.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_passes_at_the_second_try_is_not_noticed()
    {
        await ReadAsync(ScriptedSensor.Fails(DeviceFault.NotAcknowledged), ScriptedSensor.Gives(Quantity.Celsius, 25));

        Assert.Equal((SensorState.Ok, ReadingQuality.Good, 0), (_sensor.Readings.State, _sensor.Quality, _sensor.Readings.Faults));
    }

    [Fact]
    public async Task A_chip_that_was_unplugged_is_looked_for_ever_more_seldom_and_set_up_anew_when_it_is_back()
    {
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 25));
        for (var failed = 0; failed < 12; failed++)
        {
            await ReadAsync(ScriptedSensor.Fails(DeviceFault.NotAcknowledged));
        }

        Assert.Equal((SensorState.Lost, ReadingQuality.Failed, null), (_sensor.Readings.State, _sensor.Quality, _sensor.Trusted(Quantity.Celsius)));
        Assert.InRange(_sensor.DueIn, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));
        var begun = _chip.Begun;

        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 26));

        Assert.Equal((SensorState.Ok, ReadingQuality.Good, 26), (_sensor.Readings.State, _sensor.Quality, _sensor.Trusted(Quantity.Celsius)));
        Assert.Null(_sensor.Readings.Fault);
        Assert.Equal(begun + 1, _chip.Begun);
        Assert.Equal(TimeSpan.FromSeconds(1), _sensor.DueIn);
    }

    [Fact]
    public async Task A_jump_that_cannot_be_is_not_believed_until_it_stays()
    {
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 25));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 85));
        Assert.Equal((ReadingQuality.Stale, null), (_sensor.Quality, _sensor.Trusted(Quantity.Celsius)));
        Assert.Equal(25, Assert.Single(_sensor.Readings.Values).Value);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 85.2));

        Assert.Equal((ReadingQuality.Good, 85.2), (_sensor.Quality, _sensor.Trusted(Quantity.Celsius)));
    }

    [Fact]
    public async Task A_value_that_never_changes_has_the_chip_set_up_anew_once_and_is_then_believed()
    {
        await ReadAsync(ScriptedSensor.Gives(Quantity.Volts, 13.21));
        for (var read = 0; read < SampledSensor.FrozenAfter; read++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(ReadingQuality.Good, _sensor.Quality);
            await ReadAsync(ScriptedSensor.Gives(Quantity.Volts, 13.21));
        }

        Assert.Equal(ReadingQuality.Stale, _sensor.Quality);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync(ScriptedSensor.Gives(Quantity.Volts, 13.21));
        Assert.Equal((ReadingQuality.Good, 2), (_sensor.Quality, _chip.Begun));
    }

    [Fact]
    public async Task What_a_chip_converted_before_it_was_set_up_does_not_count()
    {
        using var chip = new SampledSensor(Sensors.Options("id: case, driver: tmp117"), _chip.Open, _clock, new Random(1));
        _chip.Script.Enqueue(ScriptedSensor.Gives(Quantity.Celsius, 25));

        await chip.SampleAsync(Cancel);
        Assert.Equal((SensorState.Starting, 0), (chip.Readings.State, _chip.Reads));

        await chip.SampleAsync(Cancel);
        Assert.Equal((SensorState.Ok, 25), (chip.Readings.State, chip.Trusted(Quantity.Celsius)));
    }

    [Fact]
    public async Task A_chip_may_have_nothing_new_now_and_then_but_not_for_long()
    {
        await ReadAsync(ScriptedSensor.Gives(Quantity.Celsius, 25));
        for (var read = 0; read < SampledSensor.UnreadyAtMost; read++)
        {
            await ReadAsync(ScriptedSensor.Fails(DeviceFault.NotReady));
        }

        Assert.Equal((SensorState.Ok, 1, 0), (_sensor.Readings.State, _chip.Begun, _sensor.Readings.Faults));

        await ReadAsync(ScriptedSensor.Fails(DeviceFault.NotReady));
        Assert.Equal(SensorState.Suspect, _sensor.Readings.State);
    }

    [Fact]
    public async Task Whatever_a_driver_throws_is_a_fault_of_this_sensor()
    {
        await ReadAsync(static () => throw new InvalidOperationException("a bug"));

        Assert.Equal(SensorState.Suspect, _sensor.Readings.State);
        Assert.Contains("a bug", _sensor.Readings.Fault, StringComparison.Ordinal);
    }

    // Retries pause on the clock, which only goes on when it is told to.
    private async Task ReadAsync(params Func<IReadOnlyList<Measurement>>[] script)
    {
        _chip.Script.Clear();
        foreach (var one in script)
        {
            _chip.Script.Enqueue(one);
        }

        var sampling = _sensor.SampleAsync(Cancel);
        while (!sampling.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(30));
            await Task.Yield();
        }

        await sampling;
    }
}
