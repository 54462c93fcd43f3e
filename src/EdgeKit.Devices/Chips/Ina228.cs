using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Texas Instruments INA228 (data sheet SLYS021): 85 V, 20 bits, counts charge and energy in hardware while nobody looks. Current is the signed shunt
/// voltage over the shunt; charge and energy come from the calibrated current, so SHUNT_CAL must be right for them. Beginning leaves the counters
/// alone where the chip still holds our configuration: they survive a restart of the daemon.
/// </summary>
public sealed class Ina228 : ISensor
{
    // Section 7.6, table 7-3.
    private const byte ConfigRegister = 0x00;
    private const byte AdcConfigRegister = 0x01;
    private const byte ShuntCalRegister = 0x02;
    private const byte ShuntVoltageRegister = 0x04;
    private const byte BusVoltageRegister = 0x05;
    private const byte DieTemperatureRegister = 0x06;
    private const byte EnergyRegister = 0x09;
    private const byte ChargeRegister = 0x0A;
    private const byte DiagAlertRegister = 0x0B;
    private const byte ManufacturerIdRegister = 0x3E;
    private const byte DeviceIdRegister = 0x3F;

    private const ushort TexasInstruments = 0x5449;
    private const ushort DeviceId = 0x2280;
    private const ushort DeviceIdMask = 0xFFF0;

    private const ushort ResetAccumulators = 1 << 14;
    private const ushort NarrowRange = 1 << 4;

    // The reset value 0xFB68 but with 16 averages, so that a reset shows: 3 x 1.052 ms x 16 = 50.5 ms a reading.
    private const ushort ContinuousSixteenAverages = 0xFB6A;

    // DIAG_ALRT, table 7-16.
    private const ushort EnergyOverflow = 1 << 11;
    private const ushort ChargeOverflow = 1 << 10;
    private const ushort MathOverflow = 1 << 9;
    private const ushort ConversionReady = 1 << 1;
    private const ushort MemoryIsSound = 1 << 0;

    private const int Shift = 4;
    private const int Bits = 20;
    private const int MostCode = (1 << (Bits - 1)) - 1;
    private const int LeastCode = -(1 << (Bits - 1));
    private const double WideVoltsPerBit = 312.5e-9;
    private const double NarrowVoltsPerBit = 78.125e-9;
    private const double NarrowVolts = 0.04096;
    private const double WideVolts = 0.16384;
    private const double BusVoltsPerBit = 195.3125e-6;
    private const double CelsiusPerBit = 7.8125e-3;

    // Section 8.1.2, equations 2 and 3; energy is 16 x 3.2 current steps (equations 5 and 6).
    private const double CalibrationScale = 13107.2e6;
    private const double NarrowFactor = 4;
    private const ushort MostCalibration = 0x7FFF;
    private const double CurrentSteps = 1 << (Bits - 1);
    private const double EnergySteps = 16 * 3.2;
    private const double SecondsAnHour = 3600;

    private readonly I2cRegisters _registers;
    private readonly double _shuntOhms;
    private readonly double _shuntVoltsPerBit;
    private readonly double _amperesPerBit;
    private readonly ushort _config;
    private readonly ushort _calibration;

    /// <summary>The chip behind <paramref name="device"/>. Shunt times largest current is at most 163.84 mV; below 40.96 mV the finer range is used.</summary>
    public Ina228(I2cDevice device, ChipSettings settings)
    {
        _registers = new I2cRegisters(device, "INA228");
        _shuntOhms = Codes.Positive(settings.ShuntOhms, nameof(settings));
        var mostAmperes = Codes.Positive(settings.MostAmperes, nameof(settings));
        var volts = mostAmperes * _shuntOhms;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(volts, WideVolts * (1 + 1e-9), nameof(settings));
        var isNarrow = volts <= NarrowVolts;
        _config = isNarrow ? NarrowRange : (ushort)0;
        _shuntVoltsPerBit = isNarrow ? NarrowVoltsPerBit : WideVoltsPerBit;
        _calibration = Calibration(mostAmperes / CurrentSteps, _shuntOhms, isNarrow);

        // What the rounded calibration makes the chip count in, rather than what we asked for: charge adds up for weeks.
        _amperesPerBit = _calibration / (CalibrationScale * _shuntOhms * (isNarrow ? NarrowFactor : 1));
        ArgumentOutOfRangeException.ThrowIfZero(_calibration, nameof(settings));
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <summary>SHUNT_CAL for a current register that counts <paramref name="amperesPerBit"/> (section 8.1.2, equation 2).</summary>
    public static ushort Calibration(double amperesPerBit, double shuntOhms, bool isNarrow) =>
        (ushort)Codes.Nearest(CalibrationScale * amperesPerBit * shuntOhms * (isNarrow ? NarrowFactor : 1), 1, 0, MostCalibration);

    /// <summary>Makes sure that it is an INA228 and configures it. Charge and energy start from 0 only where the chip did not have this configuration.</summary>
    public void Begin()
    {
        _registers.Identify(ManufacturerIdRegister, TexasInstruments);
        _registers.Identify(DeviceIdRegister, DeviceId, DeviceIdMask);
        if (IsConfigured())
        {
            return;
        }

        _registers.Write16(ShuntCalRegister, _calibration);
        _registers.Write16(ConfigRegister, (ushort)(_config | ResetAccumulators));
        _registers.Write16(AdcConfigRegister, ContinuousSixteenAverages);
    }

    /// <summary>Volts, amperes, degrees of the die, and ampere-hours and watt-hours since its reset; a counter that ran over is left out once.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(AdcConfigRegister), ContinuousSixteenAverages);
        _registers.ExpectConfiguration(_registers.Read16(ShuntCalRegister), _calibration);
        var flags = _registers.Read16(DiagAlertRegister);
        if ((flags & MemoryIsSound) == 0)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "it says that its trim memory is damaged; replace it");
        }

        if ((flags & ConversionReady) == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "no new conversion");
        }

        var shunt = Codes.Signed(_registers.Read24(ShuntVoltageRegister) >> Shift, Bits);
        var bus = Codes.Signed(_registers.Read24(BusVoltageRegister) >> Shift, Bits);
        var celsius = _registers.ReadSigned16(DieTemperatureRegister) * CelsiusPerBit;

        // Read in any case: reading a counter is what clears its overflow flag.
        var energy = _registers.Read40(EnergyRegister) * EnergySteps * _amperesPerBit / SecondsAnHour;
        var charge = _registers.ReadSigned40(ChargeRegister) * _amperesPerBit / SecondsAnHour;
        if ((flags & MathOverflow) != 0 || shunt is MostCode or LeastCode)
        {
            throw _registers.Fail(DeviceFault.Overflow, "more current than its range; check the shunt's ohms and the largest current");
        }

        if (bus < 0)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "the bus voltage has its sign bit set");
        }

        List<Measurement> measured =
        [
            new(Quantity.Volts, bus * BusVoltsPerBit),
            new(Quantity.Amperes, shunt * _shuntVoltsPerBit / _shuntOhms),
            new(Quantity.Celsius, celsius),
        ];
        if ((flags & ChargeOverflow) == 0)
        {
            measured.Add(new Measurement(Quantity.AmpereHours, charge));
        }

        if ((flags & EnergyOverflow) == 0)
        {
            measured.Add(new Measurement(Quantity.WattHours, energy));
        }

        return measured;
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private bool IsConfigured() =>
        _registers.Read16(ConfigRegister) == _config
        && _registers.Read16(ShuntCalRegister) == _calibration
        && _registers.Read16(AdcConfigRegister) == ContinuousSixteenAverages;
}
