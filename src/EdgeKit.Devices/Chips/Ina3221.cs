using System.Device.I2c;
using System.Globalization;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Texas Instruments INA3221 (data sheet SBOS576): three channels, 26 V, shunts of up to 163.8 mV. A channel that overflows is left out, so that one
/// short circuit does not hide the other two; when no channel is left, the read fails.
/// </summary>
public sealed class Ina3221 : ISensor
{
    // Section 8.6, register maps. Shunt and bus voltage of a channel follow one another.
    private const byte ConfigurationRegister = 0x00;
    private const byte ShuntVoltageRegister = 0x01;
    private const byte BusVoltageRegister = 0x02;
    private const byte MaskEnableRegister = 0x0F;
    private const byte ManufacturerIdRegister = 0xFE;
    private const byte DieIdRegister = 0xFF;
    private const int RegistersPerChannel = 2;

    private const ushort TexasInstruments = 0x5449;
    private const ushort DieId = 0x3220;

    // Both voltages stand in bits 15 to 3, so that the step is that of bit 3.
    private const int Shift = 3;
    private const double ShuntVoltsPerBit = 40e-6;
    private const double BusVoltsPerBit = 8e-3;
    private const int MostCode = 4095;
    private const int LeastCode = -4096;

    // As the reset value 0x7127 but 16 averages and the channels in use: 2 x 1.1 ms x 16 = 35.2 ms a channel.
    private const ushort SixteenAverages = 0x0527;
    private const int FirstChannelBit = 14;
    private const ushort ConversionReady = 1 << 0;
    private const int Channels = 3;

    private readonly I2cRegisters _registers;
    private readonly double[] _shuntOhms;
    private readonly ushort _configuration;

    /// <summary>The chip behind <paramref name="device"/>. At least one channel has a shunt.</summary>
    public Ina3221(I2cDevice device, ChipSettings settings)
    {
        _registers = new I2cRegisters(device, "INA3221");
        _shuntOhms = new double[Channels];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.ChannelShuntOhms.Count, Channels, nameof(settings));
        _configuration = SixteenAverages;
        for (var channel = 0; channel < Channels; channel++)
        {
            var ohms = settings.ChannelShuntOhms.Count == 0 ? settings.ShuntOhms : settings.ChannelShuntOhms.ElementAtOrDefault(channel);
            if (ohms == 0)
            {
                continue;
            }

            _shuntOhms[channel] = Codes.Positive(ohms, nameof(settings));
            _configuration |= (ushort)(1 << (FirstChannelBit - channel));
        }

        ArgumentOutOfRangeException.ThrowIfEqual(_configuration, SixteenAverages, nameof(settings));
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(ManufacturerIdRegister, TexasInstruments);
        _registers.Identify(DieIdRegister, DieId);
        _registers.Write16(ConfigurationRegister, _configuration);
    }

    /// <summary>Volts and amperes of every channel with a shunt, called <c>1</c> to <c>3</c>.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigurationRegister), _configuration);

        // Reading this clears the ready flag (section 8.6.2, mask/enable).
        if ((_registers.Read16(MaskEnableRegister) & ConversionReady) == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "no new conversion");
        }

        var measured = new List<Measurement>(RegistersPerChannel * Channels);
        for (var channel = 0; channel < Channels; channel++)
        {
            if (_shuntOhms[channel] > 0)
            {
                ReadChannel(channel, measured);
            }
        }

        return measured.Count > 0
            ? measured
            : throw _registers.Fail(DeviceFault.Overflow, "more current than its range on every channel; check the shunts' ohms");
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private void ReadChannel(int channel, List<Measurement> measured)
    {
        var offset = RegistersPerChannel * channel;
        var shunt = _registers.ReadSigned16((byte)(ShuntVoltageRegister + offset)) >> Shift;
        var bus = _registers.ReadSigned16((byte)(BusVoltageRegister + offset)) >> Shift;

        // The scale of the bus goes on to 32.76 V, above what the pin survives: its end is no voltage.
        if (shunt is LeastCode or MostCode || bus is < 0 or MostCode)
        {
            return;
        }

        var name = (channel + 1).ToString(CultureInfo.InvariantCulture);
        measured.Add(new Measurement(Quantity.Volts, bus * BusVoltsPerBit, name));
        measured.Add(new Measurement(Quantity.Amperes, shunt * ShuntVoltsPerBit / _shuntOhms[channel], name));
    }
}
