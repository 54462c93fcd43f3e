using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Texas Instruments INA226 (data sheet SBOS547): 36 V, shunt of up to 81.92 mV. Current is the signed shunt voltage over the shunt: the current
/// register needs the calibration, which a brown-out sets to 0.
/// </summary>
public sealed class Ina226 : ISensor
{
    // Section 7.6, register maps.
    private const byte ConfigurationRegister = 0x00;
    private const byte ShuntVoltageRegister = 0x01;
    private const byte BusVoltageRegister = 0x02;
    private const byte CalibrationRegister = 0x05;
    private const byte MaskEnableRegister = 0x06;
    private const byte AlertLimitRegister = 0x07;
    private const byte ManufacturerIdRegister = 0xFE;
    private const byte DieIdRegister = 0xFF;

    private const ushort TexasInstruments = 0x5449;
    private const ushort DieId = 0x2260;
    private const ushort DieIdMask = 0xFFF0;

    private const double ShuntVoltsPerBit = 2.5e-6;
    private const double BusVoltsPerBit = 1.25e-3;

    // The reset value 0x4127 but with 16 averages, so that a reset shows: 2 x 1.1 ms x 16 = 35.2 ms a reading.
    private const ushort ContinuousSixteenAverages = 0x4527;

    private const ushort ShuntOverVoltage = 1 << 15;
    private const ushort BusUnderVoltage = 1 << 12;
    private const ushort ConversionReady = 1 << 3;
    private const ushort MathOverflow = 1 << 2;
    private const ushort Latch = 1 << 0;

    // Section 7.5.1, equation 1; the register has 15 bits.
    private const double CalibrationScale = 0.00512;
    private const ushort MostCalibration = 0x7FFF;
    private const double CurrentSteps = 32768;
    private const double MostShuntVolts = 0.08192;

    private readonly I2cRegisters _registers;
    private readonly double _shuntOhms;
    private readonly ushort _calibration;
    private ushort _mask;
    private ushort _limit;

    /// <summary>The chip behind <paramref name="device"/>. Shunt times largest current is at most 81.92 mV.</summary>
    public Ina226(I2cDevice device, ChipSettings settings)
    {
        _registers = new I2cRegisters(device, "INA226");
        _shuntOhms = Codes.Positive(settings.ShuntOhms, nameof(settings));
        var mostAmperes = Codes.Positive(settings.MostAmperes, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostAmperes * _shuntOhms, MostShuntVolts * (1 + 1e-9), nameof(settings));
        _calibration = Calibration(mostAmperes / CurrentSteps, _shuntOhms);
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <summary>The calibration for a current register that counts <paramref name="amperesPerBit"/> (section 7.5.1, equation 1).</summary>
    public static ushort Calibration(double amperesPerBit, double shuntOhms) =>
        (ushort)Math.Min(Math.Floor((CalibrationScale / (amperesPerBit * shuntOhms)) + 1e-6), MostCalibration);

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(ManufacturerIdRegister, TexasInstruments);
        _registers.Identify(DieIdRegister, DieId, DieIdMask);
        _registers.Write16(CalibrationRegister, _calibration);
        WriteAlert();
        _registers.Write16(ConfigurationRegister, ContinuousSixteenAverages);
    }

    /// <summary>Pulls the alert pin, until it is read, when the bus is below <paramref name="volts"/> (0 to 36 V). There is one limit: it replaces the other.</summary>
    public void AlertBelowVolts(double volts) =>
        SetAlert(BusUnderVoltage, Codes.Nearest(volts, BusVoltsPerBit, 0, short.MaxValue));

    /// <summary>Pulls the alert pin, until it is read, when more than <paramref name="amperes"/> flow in the positive direction. There is one limit: it replaces the other.</summary>
    public void AlertAboveAmperes(double amperes) =>
        SetAlert(ShuntOverVoltage, Codes.Nearest(amperes * _shuntOhms, ShuntVoltsPerBit, short.MinValue, short.MaxValue));

    /// <summary>Volts and amperes; nothing new comes for 35 ms after each conversion.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigurationRegister), ContinuousSixteenAverages);

        // Reading this clears the ready flag (section 7.6, mask/enable), so it comes before the values and a conversion between is not lost.
        var flags = _registers.Read16(MaskEnableRegister);
        if ((flags & ConversionReady) == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "no new conversion");
        }

        var bus = _registers.Read16(BusVoltageRegister);
        var shunt = _registers.ReadSigned16(ShuntVoltageRegister);
        if (bus > short.MaxValue)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "the bus voltage has its sign bit set");
        }

        return (flags & MathOverflow) != 0 || shunt is short.MaxValue or short.MinValue
            ? throw _registers.Fail(DeviceFault.Overflow, "more current than its range; check the shunt's ohms and the largest current")
            : [
                new Measurement(Quantity.Volts, bus * BusVoltsPerBit),
                new Measurement(Quantity.Amperes, shunt * ShuntVoltsPerBit / _shuntOhms),
            ];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private void SetAlert(ushort function, int limit)
    {
        (_mask, _limit) = ((ushort)(function | Latch), (ushort)limit);
        WriteAlert();
    }

    // The limit first, so that the function never looks at the old one. Kept, since a reset takes both away.
    private void WriteAlert()
    {
        _registers.Write16(AlertLimitRegister, _limit);
        _registers.Write16(MaskEnableRegister, _mask);
    }
}
