using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>Texas Instruments TMP117 (data sheet SNOSD82): 16 bits, -55 to 150 °C.</summary>
public sealed class Tmp117 : ISensor
{
    // Section 7.6, table 7-3.
    private const byte TemperatureRegister = 0x00;
    private const byte ConfigurationRegister = 0x01;
    private const byte HighLimitRegister = 0x02;
    private const byte LowLimitRegister = 0x03;
    private const byte DeviceIdRegister = 0x0F;

    private const ushort DeviceId = 0x0117;
    private const ushort DeviceIdMask = 0x0FFF;
    private const double CelsiusPerBit = 7.8125e-3;

    // What the register holds from a reset to the first conversion (section 7.6.1.1): -256 °C.
    private const short NothingYet = short.MinValue;

    // Continuous, 8 averages, every 250 ms rather than every second as after a reset, so that a reset shows.
    private const ushort EveryQuarterSecond = 0x0120;
    private const ushort DataReady = 1 << 13;

    // The two alerts, data ready, memory busy and the self-clearing reset are the chip's to say.
    private const ushort OurBits = 0x0FFC;

    private const short LowAfterReset = short.MinValue;
    private const short HighAfterReset = 0x6000;

    private readonly I2cRegisters _registers;
    private short _low = LowAfterReset;
    private short _high = HighAfterReset;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Tmp117(I2cDevice device) => _registers = new I2cRegisters(device, "TMP117");

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(DeviceIdRegister, DeviceId, DeviceIdMask);
        _registers.Write16(ConfigurationRegister, EveryQuarterSecond);
        WriteLimits();
    }

    /// <summary>The alert pin is on outside <paramref name="low"/> to <paramref name="high"/> °C (-256 to 255.99), until <see cref="Read"/> has looked. Kept through every <see cref="Begin"/>.</summary>
    public void SetAlertLimits(double low, double high)
    {
        _low = (short)Codes.Nearest(low, CelsiusPerBit, short.MinValue, short.MaxValue);
        _high = (short)Codes.Nearest(high, CelsiusPerBit, short.MinValue, short.MaxValue);
        WriteLimits();
    }

    /// <summary>Degrees Celsius; nothing new comes for 250 ms after each conversion.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        // Reading this clears the ready flag (section 7.6.1.2), so it comes before the value.
        var configuration = _registers.Read16(ConfigurationRegister);
        _registers.ExpectConfiguration(configuration & OurBits, EveryQuarterSecond);
        var raw = _registers.ReadSigned16(TemperatureRegister);
        return (configuration & DataReady) == 0 || raw == NothingYet
            ? throw _registers.Fail(DeviceFault.NotReady, "no new conversion")
            : [new Measurement(Quantity.Celsius, raw * CelsiusPerBit)];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private void WriteLimits()
    {
        _registers.Write16(HighLimitRegister, (ushort)_high);
        _registers.Write16(LowLimitRegister, (ushort)_low);
    }
}
