using EdgeKit.Devices.Simulated;
using EdgeKit.Devices.Tests.Linux;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Simulated;

public sealed class RecordedDayTests : IDisposable
{
    private const string Head = "seconds,volts,amperes,celsius\n";

    private readonly TestClock _clock = new();
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_recording_is_played_line_by_line()
    {
        using var sensor = new RecordedDaySensor(Day("0,13.2,-1.5,21\n60,13.1,,22.5\r\n\n120,13.0,-2,"), _clock, speed: 60);
        sensor.Begin();

        Assert.Equal([new(Quantity.Volts, 13.2), new(Quantity.Amperes, -1.5), new(Quantity.Celsius, 21)], sensor.Read());
        _clock.Advance(TimeSpan.FromSeconds(1));
        sensor.Begin();
        Assert.Equal([new(Quantity.Volts, 13.1), new(Quantity.Celsius, 22.5)], sensor.Read());
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal([new(Quantity.Volts, 13), new(Quantity.Amperes, -2)], sensor.Read());
    }

    [Fact]
    public void After_its_end_in_a_gap_and_before_its_first_line_there_is_nothing()
    {
        using var sensor = new RecordedDaySensor(Day("10,13,,\n1000,12,,\n1010,,,"), _clock);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
        sensor.Begin();
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
        _clock.Advance(TimeSpan.FromSeconds(310));
        Assert.Equal(13, sensor.Read()[0].Value);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
        _clock.Advance(TimeSpan.FromSeconds(690));
        Assert.Equal(12, sensor.Read()[0].Value);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
    }

    [Fact]
    public void A_recording_that_repeats_starts_again()
    {
        using var sensor = new RecordedDaySensor(Day("0,1,,\n10,2,,\n20,3,,"), _clock, repeats: true);
        sensor.Begin();
        _clock.Advance(TimeSpan.FromSeconds(55));

        Assert.Equal(2, sensor.Read()[0].Value);
    }

    [Theory]
    [InlineData("0,13", "line 2: 4 columns are wanted")]
    [InlineData("0,1,2,3,4", "line 2: 4 columns are wanted")]
    [InlineData("0,1,2,3\n1,x,2,3", "line 3: column 2 (volts): 'x' is not a number")]
    [InlineData("0,1,2,3\n1,1,2,warm", "line 3: column 4 (celsius): 'warm' is not a number")]
    [InlineData("0,1,99999,3", "line 2: column 3 (amperes): 99999 is not from -20000 to 20000")]
    [InlineData("0,NaN,1,3", "line 2: column 2 (volts): NaN is not from -1000 to 1000")]
    [InlineData("0,1e400,1,3", "line 2: column 2 (volts): 1e400 is not from -1000 to 1000")]
    [InlineData(",1,1,3", "line 2: column 1 (seconds) is empty")]
    [InlineData("-1,1,1,3", "line 2: column 1 (seconds): -1 is not from 0 to 604800")]
    [InlineData("5,1,1,3\n5,1,1,3", "line 3: column 1 (seconds) does not rise")]
    [InlineData("", "line 2: there are no lines under the head")]
    public void What_is_wrong_is_named_with_its_line_and_column(string text, string why)
    {
        var exception = Faults.Of(() => Day(text));

        Assert.Equal((DeviceFault.Nonsense, $"evening.csv, {why}"), (exception.Fault, exception.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("time,volts,amperes,celsius\n0,1,2,3")]
    public void A_file_without_the_head_is_no_recording(string text) =>
        Assert.Contains("line 1: the head", Faults.Of(() => RecordedDay.Parse("x", new StringReader(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void It_is_bounded_in_lines_and_in_their_length()
    {
        Assert.Contains("line 2: longer than 200", Faults.Of(() => Day(new string('1', 100_000))).Message, StringComparison.Ordinal);

        var most = string.Concat(Enumerable.Range(0, RecordedDay.MostLines).Select(static second => $"{second},1,1,1\n"));
        Assert.Equal(RecordedDay.MostLines, Day(most).Samples.Count);
        Assert.Contains("more than 90000 lines", Faults.Of(() => Day(most + "90001,1,1,1\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_and_its_bound_kept()
    {
        var path = _folder["day.csv"];
        Assert.Equal(DeviceFault.Absent, Faults.Of(() => RecordedDay.Load(path)).Fault);
        Assert.Equal(DeviceFault.Denied, Faults.Of(() => RecordedDay.Load(_folder.Path)).Fault);

        using (var file = File.CreateText(path))
        {
            file.Write($"\uFEFF{Head}0,12.8,-1,20\n");
        }

        var day = RecordedDay.Load(path);
        Assert.Equal(("day.csv", new RecordedSample(0, 12.8, -1, 20)), (day.Name, Assert.Single(day.Samples)));

        using (var file = File.OpenWrite(path))
        {
            file.SetLength(RecordedDay.MostBytes + 1);
        }

        Assert.Equal(DeviceFault.Nonsense, Faults.Of(() => RecordedDay.Load(path)).Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4000)]
    [InlineData(double.NaN)]
    public void A_speed_that_makes_no_sense_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordedDaySensor(Day("0,1,1,1"), _clock, speed));

    public void Dispose() => _folder.Dispose();

    private static RecordedDay Day(string lines) => RecordedDay.Parse("evening.csv", new StringReader(Head + lines));
}
