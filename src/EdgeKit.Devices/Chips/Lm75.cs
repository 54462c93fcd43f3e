using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>LM75 of many makers (Texas Instruments SNIS153, NXP LM75A and LM75B): -55 to 125 °C, in 9 bits of 0.5 °C or, of the A variants, 11 of 0.125 °C.</summary>
public sealed class Lm75 : ISensor
{
    /// <summary>Bits of the plain one.</summary>
    public const int PlainBits = 9;

    /// <summary>Bits of the A variants.</summary>
    public const int FineBits = 11;

    // Section 7.6, register maps.
    private const byte TemperatureRegister = 0x00;
    private const byte ConfigurationRegister = 0x01;
    private const byte HysteresisRegister = 0x02;
    private const byte OverTemperatureRegister = 0x03;

    private const int RegisterBits = 16;
    private const double CelsiusPerWholeBit = 1.0 / 256;

    // Two conversions in a row above the limit before the pin moves: one spike is not heat. After a reset it is one, so a reset shows.
    private const byte TwoFaults = 1 << 3;
    private const byte ReservedBits = 0xE0;

    // The limits have 9 bits in every variant.
    private const double LimitCelsiusPerBit = 0.5;
    private const int LimitShift = 7;
    private const int LeastLimit = -110;
    private const int MostLimit = 250;
    private const short HysteresisAfterReset = 0x4B00;
    private const short OverTemperatureAfterReset = 0x5000;
    private const double Least = -55;
    private const double Most = 127.875;

    private readonly I2cRegisters _registers;
    private readonly int _shift;
    private short _low = HysteresisAfterReset;
    private short _high = OverTemperatureAfterReset;

    /// <summary>The chip behind <paramref name="device"/>, with <see cref="PlainBits"/> or <see cref="FineBits"/>. What stands below them means nothing.</summary>
    public Lm75(I2cDevice device, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, PlainBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, FineBits);
        _registers = new I2cRegisters(device, bits == PlainBits ? "LM75" : "LM75A");
        _shift = RegisterBits - bits;
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <summary>Configures it. It has no identity, but three bits of its configuration read as 0; a TMP102, whose address it shares, has ones there.</summary>
    public void Begin()
    {
        if ((_registers.Read8(ConfigurationRegister) & ReservedBits) != 0)
        {
            throw _registers.Fail(DeviceFault.WrongChip, "bits of the configuration are set that always read 0; it is another chip");
        }

        _registers.Write8(ConfigurationRegister, TwoFaults);
        WriteLimits();
    }

    /// <summary>The pin OS is on from <paramref name="high"/> °C until below <paramref name="low"/> °C, each in steps of 0.5. Kept through every <see cref="Begin"/>.</summary>
    public void SetThermostat(double low, double high)
    {
        _low = (short)(Codes.Nearest(low, LimitCelsiusPerBit, LeastLimit, MostLimit) << LimitShift);
        _high = (short)(Codes.Nearest(high, LimitCelsiusPerBit, LeastLimit, MostLimit) << LimitShift);
        WriteLimits();
    }

    /// <summary>Degrees Celsius. The chip does not say whether a conversion is new; one comes every 100 to 300 ms.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read8(ConfigurationRegister), TwoFaults);
        var celsius = (_registers.ReadSigned16(TemperatureRegister) >> _shift << _shift) * CelsiusPerWholeBit;
        return celsius is < Least or > Most
            ? throw _registers.Fail(DeviceFault.Nonsense, "a temperature that it cannot measure")
            : [new Measurement(Quantity.Celsius, celsius)];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private void WriteLimits()
    {
        _registers.Write16(HysteresisRegister, (ushort)_low);
        _registers.Write16(OverTemperatureRegister, (ushort)_high);
    }
}
