using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Texas Instruments INA260 (data sheet SBOS656): 36 V, 15 A through a shunt of its own. Its current register needs no calibration: the factory's is in
/// the chip for good, so here a brown-out loses nothing but the averaging.
/// </summary>
public sealed class Ina260 : ISensor
{
    // Section 8.6, register maps.
    private const byte ConfigurationRegister = 0x00;
    private const byte CurrentRegister = 0x01;
    private const byte BusVoltageRegister = 0x02;
    private const byte MaskEnableRegister = 0x06;
    private const byte ManufacturerIdRegister = 0xFE;
    private const byte DieIdRegister = 0xFF;

    private const ushort TexasInstruments = 0x5449;
    private const ushort DieId = 0x2270;
    private const ushort DieIdMask = 0xFFF0;

    private const double AmperesPerBit = 1.25e-3;
    private const double VoltsPerBit = 1.25e-3;

    // The reset value 0x6127 but with 16 averages, so that a reset shows: 2 x 1.1 ms x 16 = 35.2 ms a reading.
    private const ushort ContinuousSixteenAverages = 0x6527;

    private const ushort ConversionReady = 1 << 3;
    private const ushort MathOverflow = 1 << 2;

    private readonly I2cRegisters _registers;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Ina260(I2cDevice device) => _registers = new I2cRegisters(device, "INA260");

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(ManufacturerIdRegister, TexasInstruments);
        _registers.Identify(DieIdRegister, DieId, DieIdMask);
        _registers.Write16(ConfigurationRegister, ContinuousSixteenAverages);
    }

    /// <summary>Volts and amperes; nothing new comes for 35 ms after each conversion.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigurationRegister), ContinuousSixteenAverages);
        var flags = _registers.Read16(MaskEnableRegister);
        if ((flags & ConversionReady) == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "no new conversion");
        }

        var bus = _registers.Read16(BusVoltageRegister);
        var current = _registers.ReadSigned16(CurrentRegister);
        if (bus > short.MaxValue)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "the bus voltage has its sign bit set");
        }

        return (flags & MathOverflow) != 0 || current is short.MaxValue or short.MinValue
            ? throw _registers.Fail(DeviceFault.Overflow, "more current or power than it can tell")
            : [
                new Measurement(Quantity.Volts, bus * VoltsPerBit),
                new Measurement(Quantity.Amperes, current * AmperesPerBit),
            ];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();
}
