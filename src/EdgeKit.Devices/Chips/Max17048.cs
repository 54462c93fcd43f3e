using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Maxim MAX17048 and MAX17049 (data sheet 19-6171), and MAX17040 and MAX17041 (19-5210), which have the same map with a coarser voltage and neither
/// rate nor status. The figures are the chip's own opinion: it has no shunt.
/// </summary>
public sealed class Max17048 : ISensor
{
    // Table 2, register summary.
    private const byte VcellRegister = 0x02;
    private const byte SocRegister = 0x04;
    private const byte VersionRegister = 0x08;
    private const byte CrateRegister = 0x16;
    private const byte StatusRegister = 0x1A;

    // The two newer ones are version 0x001_, the two older ones 0x000_.
    private const ushort VersionMask = 0xFFF0;
    private const ushort NewVersion = 0x0010;
    private const ushort OldVersion = 0x0000;
    private const ushort ResetIndicator = 1 << 8;

    private const double NewVoltsPerBit = 78.125e-6;
    private const double OldVoltsPerBit = 1.25e-3;
    private const int OldShift = 4;
    private const double PercentPerBit = 1.0 / 256;
    private const double PercentPerHourPerBit = 0.208;
    private const double Full = 100;

    // A full cell drifts a little above 100; more is no battery but a bus that reads all ones.
    private const double MostPercent = 110;

    private readonly I2cRegisters _registers;
    private readonly bool _isNew;
    private readonly int _cells;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Max17048(I2cDevice device, FuelGaugeModel model)
    {
        (var name, _isNew, _cells) = model switch
        {
            FuelGaugeModel.Max17040 => ("MAX17040", false, 1),
            FuelGaugeModel.Max17041 => ("MAX17041", false, 2),
            FuelGaugeModel.Max17048 => ("MAX17048", true, 1),
            FuelGaugeModel.Max17049 => ("MAX17049", true, 2),
        };
        _registers = new I2cRegisters(device, name);
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(VersionRegister, _isNew ? NewVersion : OldVersion, VersionMask);
        if (_isNew)
        {
            var status = _registers.Read16(StatusRegister);
            _registers.Write16(StatusRegister, (ushort)(status & ~ResetIndicator));
        }
    }

    /// <summary>Volts of the pack, its state of charge and, of the newer two, the rate of charge. The older two cannot tell that they were reset.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        if (_isNew && (_registers.Read16(StatusRegister) & ResetIndicator) != 0)
        {
            throw _registers.Fail(DeviceFault.WasReset, "its reset indicator is set; it forgot what it knew of the battery");
        }

        // It lives on the cell that it measures, so 0 V is a conversion that has not come.
        var vcell = _registers.Read16(VcellRegister);
        if (vcell == 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "nothing has been measured since its reset");
        }

        var volts = _cells * (_isNew ? vcell * NewVoltsPerBit : (vcell >> OldShift) * OldVoltsPerBit);
        var percent = _registers.Read16(SocRegister) * PercentPerBit;
        if (percent > MostPercent)
        {
            throw _registers.Fail(DeviceFault.Nonsense, $"it claims {percent:F0} % of charge");
        }

        List<Measurement> measured = [new(Quantity.Volts, volts), new(Quantity.ChargePercent, Math.Min(percent, Full))];
        if (_isNew)
        {
            measured.Add(new Measurement(Quantity.PercentPerHour, _registers.ReadSigned16(CrateRegister) * PercentPerHourPerBit));
        }

        return measured;
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();
}
