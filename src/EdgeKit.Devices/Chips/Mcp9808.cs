using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>Microchip MCP9808 (data sheet DS25095): 0.0625 °C, -40 to 125 °C.</summary>
public sealed class Mcp9808 : ISensor
{
    // Section 5.1, register 5-1.
    private const byte ConfigRegister = 0x01;
    private const byte UpperRegister = 0x02;
    private const byte LowerRegister = 0x03;
    private const byte CriticalRegister = 0x04;
    private const byte AmbientTemperatureRegister = 0x05;
    private const byte ManufacturerIdRegister = 0x06;
    private const byte DeviceIdRegister = 0x07;

    private const ushort Microchip = 0x0054;
    private const ushort DeviceId = 0x0400;
    private const ushort DeviceIdMask = 0xFF00;

    // Bit 12 is the sign and bits 11 to 0 the rest of one number in two's complement (equation 5-1); bits 15 to 13 compare with the limits.
    private const int Bits = 13;
    private const double CelsiusPerBit = 0.0625;

    // 1.5 °C of hysteresis: after a reset there is none, so a reset shows. Bit 4 says that the alert is on, and bit 3 switches its pin on.
    private const ushort Hysteresis = 0b01 << 9;
    private const ushort AlertStatus = 1 << 4;
    private const ushort AlertControl = 1 << 3;

    // The limits have steps of 0.25 °C in bits 12 to 2.
    private const double LimitCelsiusPerBit = 0.25;
    private const int LimitShift = 2;
    private const ushort LimitMask = 0x1FFC;
    private const int LeastLimit = -160;
    private const int MostLimit = 500;
    private const double Least = -55;
    private const double Most = 150;

    private readonly I2cRegisters _registers;
    private ushort _config = Hysteresis;
    private (ushort Lower, ushort Upper, ushort Critical) _limits;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Mcp9808(I2cDevice device) => _registers = new I2cRegisters(device, "MCP9808");

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        _registers.Identify(ManufacturerIdRegister, Microchip);
        _registers.Identify(DeviceIdRegister, DeviceId, DeviceIdMask);
        Configure();
    }

    /// <summary>The alert pin is on outside <paramref name="lower"/> to <paramref name="upper"/> °C and above <paramref name="critical"/> °C (-40 to 125). Kept through every <see cref="Begin"/>.</summary>
    public void SetAlertLimits(double lower, double upper, double critical)
    {
        _limits = (Limit(lower), Limit(upper), Limit(critical));
        _config = Hysteresis | AlertControl;
        Configure();
    }

    /// <summary>Degrees Celsius. The chip does not say whether a conversion is new; one comes every 250 ms.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read16(ConfigRegister) & ~AlertStatus, _config);
        var celsius = Codes.Signed(_registers.Read16(AmbientTemperatureRegister), Bits) * CelsiusPerBit;
        return celsius is < Least or > Most
            ? throw _registers.Fail(DeviceFault.Nonsense, "a temperature that it cannot measure")
            : [new Measurement(Quantity.Celsius, celsius)];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private static ushort Limit(double celsius) =>
        (ushort)((Codes.Nearest(celsius, LimitCelsiusPerBit, LeastLimit, MostLimit) << LimitShift) & LimitMask);

    private void Configure()
    {
        _registers.Write16(LowerRegister, _limits.Lower);
        _registers.Write16(UpperRegister, _limits.Upper);
        _registers.Write16(CriticalRegister, _limits.Critical);
        _registers.Write16(ConfigRegister, _config);
    }
}
