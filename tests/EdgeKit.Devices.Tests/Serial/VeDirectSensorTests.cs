using EdgeKit.Devices.Linux;
using EdgeKit.Devices.Serial;
using EdgeKit.Devices.Tests.Linux;
using EdgeKit.Testing;
using static EdgeKit.Devices.Tests.Serial.VeDirectText;

namespace EdgeKit.Devices.Tests.Serial;

public sealed class VeDirectSensorTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly PseudoTerminal _terminal = new();
    private readonly VeDirectSensor _sensor;

    public VeDirectSensorTests()
    {
        _sensor = new VeDirectSensor(_terminal.Path, _clock);
        _sensor.Begin();
    }

    [Fact]
    public void A_block_gives_every_value_in_its_unit()
    {
        _terminal.Send(Measuring());

        Assert.Equal(
            [
                new(Quantity.Volts, 12.845), new(Quantity.Volts, 12.61, "starter"), new(Quantity.Amperes, -3.25), new(Quantity.Watts, -42),
                new(Quantity.AmpereHours, -12.4), new(Quantity.ChargePercent, 87.6),
            ],
            Read());
    }

    [Fact]
    public void Temperature_and_midpoint_come_where_they_are_wired()
    {
        _terminal.Send(Block(("V", "25600"), ("VM", "12795"), ("T", "-4")));

        Assert.Equal([new(Quantity.Volts, 25.6), new(Quantity.Volts, 12.795, "midpoint"), new(Quantity.Celsius, -4)], Read());
    }

    [Fact]
    public void The_newest_block_wins_and_the_history_replaces_nothing()
    {
        _terminal.Send(Measuring(12001), History(), Measuring(12002), History());

        Assert.Equal(12.002, Read()[0].Value);
    }

    [Fact]
    public void Half_a_block_waits_for_the_rest()
    {
        var good = Measuring(12001);
        _terminal.Send(good[..50]);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);

        _terminal.Send(good[50..]);

        Assert.Equal(12.001, Read()[0].Value);
    }

    [Fact]
    public void A_wrong_checksum_and_noise_and_hex_frames_leave_the_last_good_block()
    {
        var bad = Measuring(99999);
        bad[^1]++;
        _terminal.Send(Ascii("\u0007noise\r\n\t"), Measuring(12000), Measuring(12001), Ascii(":A0102000543\n"), bad);

        Assert.Equal(12.001, Read()[0].Value);
    }

    [Fact]
    public void A_checksum_that_is_a_control_character_comes_through_a_raw_port()
    {
        // Carriage return, end of file, interrupt, stop and line feed all mean something to a port that is not raw.
        byte[] wanted = [0x00, 0x03, 0x04, 0x0A, 0x0D, 0x11, 0x13, 0x1A, 0x1C, 0x7F, 0xFF];
        foreach (var checksum in wanted)
        {
            var number = 12_000 + checksum;
            _terminal.Send(EndingWith(checksum, ("V", $"{number}")));

            Assert.Equal(number / 1000.0, Read()[0].Value);
        }
    }

    [Fact]
    public void A_block_is_given_for_three_seconds()
    {
        _terminal.Send(Measuring());
        Assert.NotEmpty(_sensor.Read());
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.NotEmpty(_sensor.Read());

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void Silence_says_what_came_instead_of_blocks()
    {
        var bad = Measuring();
        bad[^1]++;
        _terminal.Send(bad, bad);

        var exception = Faults.OfRead(_sensor);

        Assert.Equal(DeviceFault.NotReady, exception.Fault);
        Assert.Contains("2 had a wrong checksum", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V", "12.8")]
    [InlineData("V", "")]
    [InlineData("I", "ten")]
    [InlineData("SOC", "1001")]
    [InlineData("SOC", "-1")]
    [InlineData("T", "999")]
    [InlineData("V", "1000001")]
    public void A_value_that_cannot_be_is_nonsense(string label, string value)
    {
        _terminal.Send(Block((label, value)));

        Assert.Equal(DeviceFault.Nonsense, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void What_the_monitor_does_not_know_is_left_out()
    {
        _terminal.Send(Measuring(12001, soc: "---"));
        Assert.DoesNotContain(Read(), static one => one.Quantity == Quantity.ChargePercent);

        _terminal.Send(Block(("SOC", "---"), ("T", "---")));
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void A_cable_that_is_pulled_is_a_fault_and_opening_it_again_too()
    {
        _terminal.Send(Measuring());
        Assert.NotEmpty(_sensor.Read());

        _terminal.Dispose();

        Assert.Contains(Faults.OfRead(_sensor).Fault, new[] { DeviceFault.Absent, DeviceFault.Io });
        Assert.Contains(Faults.OfBegin(_sensor).Fault, new[] { DeviceFault.Absent, DeviceFault.Io });
    }

    [Fact]
    public void A_port_that_is_opened_again_gives_nothing_old()
    {
        _terminal.Send(Measuring());
        Assert.NotEmpty(_sensor.Read());
        _terminal.Send(Measuring()[..40]);

        _sensor.Begin();

        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);
        _terminal.Send(Measuring(12002));
        Assert.Equal(12.002, Read()[0].Value);
    }

    [Fact]
    public void A_port_that_is_not_there_is_absent()
    {
        using var sensor = new VeDirectSensor("/dev/no-such-port", _clock);

        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(sensor).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
    }

    [Fact]
    public void A_file_that_is_no_port_is_something_else()
    {
        using var sensor = new VeDirectSensor("/dev/null", _clock);

        Assert.Equal(DeviceFault.WrongChip, Faults.OfBegin(sensor).Fault);
    }

    [Fact]
    public unsafe void The_port_is_raw_at_19200_baud_with_eight_bits()
    {
        Termios termios;
        using var handle = KernelFile.Open(_terminal.Path, LibC.ReadOnly);

        Assert.Equal(0, LibC.GetTerminal(handle, &termios));

        Assert.Equal(60, sizeof(Termios));
        Assert.Equal((0u, 0u, 0u), (termios.Input, termios.Output, termios.Local));
        Assert.Equal(Termios.EightBitsLocal | Termios.Baud19200, termios.Control & 0xFFFF);
        Assert.Equal((1, 0), (termios.Characters[Termios.LeastIndex], termios.Characters[Termios.TimeIndex]));
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _terminal.Dispose();
    }

    private IReadOnlyList<Measurement> Read() => _sensor.Read();
}
