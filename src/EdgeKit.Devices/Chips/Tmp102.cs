using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>Texas Instruments TMP102 (data sheet SBOS397): 12 bits, -55 to 128 °C.</summary>
public sealed class Tmp102 : ISensor
{
    // Section 6.5.1, table 6-7.
    private const byte TemperatureRegister = 0x00;
    private const byte ConfigurationRegister = 0x01;
    private const byte LowLimitRegister = 0x02;
    private const byte HighLimitRegister = 0x03;

    private const double CelsiusPerBit = 0.0625;
    private const int Shift = 4;
    private const ushort UnusedBits = 0x000F;

    // The reset value 0x60A0 but 8 conversions a second, so that a reset shows. AL says whether the alert is on, and comes and goes.
    private const ushort EightHertz = 0x60C0;
    private const ushort AlertBit = 1 << 5;

    // R1 and R0 read as 1 whatever is written, bits 3 to 0 as 0: the nearest to an identity that it has.
    private const ushort FixedOnes = 0x6000;
    private const ushort FixedMask = 0x600F;

    private const short LowAfterReset = 0x4B00;
    private const short HighAfterReset = 0x5000;
    private const int LeastCode = -55 * 16;
    private const int MostCode = (128 * 16) - 1;

    private readonly I2cRegisters _registers;
    private short _low = LowAfterReset;
    private short _high = HighAfterReset;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Tmp102(I2cDevice device) => _registers = new I2cRegisters(device, "TMP102");

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(ConfigurationRegister, FixedOnes, FixedMask);
        _registers.Write16(ConfigurationRegister, EightHertz);
        WriteLimits();
    }

    /// <summary>The alert pin is on from <paramref name="high"/> °C until below <paramref name="low"/> °C, each in steps of 0.0625. Kept through every <see cref="Begin"/>.</summary>
    public void SetThermostat(double low, double high)
    {
        _low = (short)(Codes.Nearest(low, CelsiusPerBit, LeastCode, MostCode) << Shift);
        _high = (short)(Codes.Nearest(high, CelsiusPerBit, LeastCode, MostCode) << Shift);
        WriteLimits();
    }

    /// <summary>Degrees Celsius. The chip does not say whether a conversion is new; one comes every 125 ms.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigurationRegister) & ~AlertBit, EightHertz);
        var raw = _registers.ReadSigned16(TemperatureRegister);
        return (raw & UnusedBits) != 0
            ? throw _registers.Fail(DeviceFault.Nonsense, "bits are set that always read 0")
            : [new Measurement(Quantity.Celsius, (raw >> Shift) * CelsiusPerBit)];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private void WriteLimits()
    {
        _registers.Write16(LowLimitRegister, (ushort)_low);
        _registers.Write16(HighLimitRegister, (ushort)_high);
    }
}
