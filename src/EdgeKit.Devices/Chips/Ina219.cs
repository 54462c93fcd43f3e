using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Texas Instruments INA219 (data sheet SBOS448): 26 V, shunt of up to 320 mV. Current is the signed shunt voltage over the shunt: the current
/// register needs the calibration, which a brown-out sets to 0, and then reads 0 A with a straight face.
/// </summary>
public sealed class Ina219 : ISensor
{
    // Section 8.6.1, table 2.
    private const byte ConfigurationRegister = 0x00;
    private const byte ShuntVoltageRegister = 0x01;
    private const byte BusVoltageRegister = 0x02;
    private const byte PowerRegister = 0x03;
    private const byte CalibrationRegister = 0x05;

    private const double ShuntVoltsPerBit = 10e-6;
    private const double BusVoltsPerBit = 4e-3;
    private const int BusShift = 3;
    private const ushort ConversionReady = 1 << 1;
    private const ushort MathOverflow = 1 << 0;

    // Section 8.6.2.1: BRNG = 32 V, 16 samples for either (8.51 ms each), continuous. Never the reset value 0x399F, so that a reset shows.
    private const ushort BusRange32Volts = 1 << 13;
    private const ushort SixteenSamples = (0b1100 << 7) | (0b1100 << 3);
    private const ushort ContinuousShuntAndBus = 0b111;
    private const int GainShift = 11;

    // Section 8.5.1, equation 1; bit 0 of the register is always 0.
    private const double CalibrationScale = 0.04096;
    private const ushort MostCalibration = 0xFFFE;
    private const double CurrentSteps = 32768;

    // PGA /1, /2, /4, /8 (table 4): 40, 80, 160, 320 mV.
    private const int LeastFullScale = 4000;
    private const int MostGain = 3;

    private readonly I2cRegisters _registers;
    private readonly double _shuntOhms;
    private readonly int _fullScale;
    private readonly ushort _configuration;
    private readonly ushort _calibration;

    /// <summary>The chip behind <paramref name="device"/>. Shunt times largest current is at most 0.32 V.</summary>
    public Ina219(I2cDevice device, ChipSettings settings)
    {
        _registers = new I2cRegisters(device, "INA219");
        _shuntOhms = Codes.Positive(settings.ShuntOhms, nameof(settings));
        var mostAmperes = Codes.Positive(settings.MostAmperes, nameof(settings));
        var gain = 0;
        while (mostAmperes * _shuntOhms > (LeastFullScale << gain) * ShuntVoltsPerBit * (1 + 1e-9))
        {
            gain++;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(gain, MostGain, nameof(settings));
        }

        _fullScale = LeastFullScale << gain;
        _configuration = (ushort)(BusRange32Volts | (gain << GainShift) | SixteenSamples | ContinuousShuntAndBus);
        _calibration = Calibration(mostAmperes / CurrentSteps, _shuntOhms);
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <summary>The calibration for a current register that counts <paramref name="amperesPerBit"/> (section 8.5.1, equation 1).</summary>
    public static ushort Calibration(double amperesPerBit, double shuntOhms) =>
        (ushort)((int)Math.Min(Math.Floor((CalibrationScale / (amperesPerBit * shuntOhms)) + 1e-6), MostCalibration) & MostCalibration);

    /// <summary>
    /// Configures it. The chip has no identity, so it is known by keeping the calibration but for bit 0, which the chip holds at 0.
    /// </summary>
    public void Begin()
    {
        _registers.Write16(CalibrationRegister, (ushort)(_calibration | 1));
        _registers.Identify(CalibrationRegister, _calibration);

        // Last, since this starts a conversion anew and clears the flag that says it is done.
        _registers.Write16(ConfigurationRegister, _configuration);
        _registers.Identify(ConfigurationRegister, _configuration);
    }

    /// <summary>Volts at the load side and amperes through the shunt; nothing new comes for 17 ms after each conversion.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigurationRegister), _configuration);
        var bus = _registers.Read16(BusVoltageRegister);
        if ((bus & ConversionReady) == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "no new conversion");
        }

        var shunt = _registers.ReadSigned16(ShuntVoltageRegister);

        // Reading the power register clears the ready flag (section 8.6.3.2); nothing else does but a new configuration.
        _registers.Read16(PowerRegister);

        // At the end of the range the converter stands still, so the end itself may be anything above it.
        return (bus & MathOverflow) != 0 || Math.Abs((int)shunt) >= _fullScale
            ? throw _registers.Fail(DeviceFault.Overflow, "more current than its range; check the shunt's ohms and the largest current")
            : [
                new Measurement(Quantity.Volts, (bus >> BusShift) * BusVoltsPerBit),
                new Measurement(Quantity.Amperes, shunt * ShuntVoltsPerBit / _shuntOhms),
            ];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();
}
