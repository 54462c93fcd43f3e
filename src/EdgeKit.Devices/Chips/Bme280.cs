using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>Bosch BME280 (data sheet BST-BME280-DS002): temperature, relative humidity and air pressure.</summary>
public sealed class Bme280 : ISensor
{
    // Section 5.3, table 18.
    private const byte FirstCalibrationRegister = 0x88;
    private const byte IdRegister = 0xD0;
    private const byte SecondCalibrationRegister = 0xE1;
    private const byte ControlHumidityRegister = 0xF2;
    private const byte StatusRegister = 0xF3;
    private const byte ControlMeasurementRegister = 0xF4;
    private const byte ConfigRegister = 0xF5;
    private const byte DataRegister = 0xF7;
    private const int DataLength = 8;

    private const byte Id = 0x60;
    private const byte CopyingTrim = 1 << 0;

    // Everything once (osrs = 1), by itself in normal mode, every 500 ms, no filter. After a reset all of it is 0, so a reset shows.
    private const byte Once = 0b001;
    private const byte OnceInNormalMode = (Once << 5) | (Once << 2) | 0b11;
    private const byte EveryHalfSecond = 0b100 << 5;

    // What stands in the data where a measurement was skipped or none has been made (sections 5.4.7 to 5.4.9).
    private const int Skipped = 0x80000;
    private const int SkippedHumidity = 0x8000;

    private const double CelsiusPerBit = 0.01;
    private const double PascalsPerBit = 1.0 / 256;
    private const double PercentPerBit = 1.0 / 1024;

    // The operating range (table 1) with a margin for one that is out of trim.
    private const double Least = -45;
    private const double Most = 90;

    private readonly I2cRegisters _registers;
    private Bme280Calibration? _calibration;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Bme280(I2cDevice device) => _registers = new I2cRegisters(device, "BME280");

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <inheritdoc />
    public void Begin()
    {
        var id = _registers.Read8(IdRegister);
        if (id != Id)
        {
            throw _registers.Fail(DeviceFault.WrongChip, $"it says 0x{id:X2} where 0x60 belongs (0x58 is a BMP280, which has no humidity)");
        }

        if ((_registers.Read8(StatusRegister) & CopyingTrim) != 0)
        {
            throw _registers.Fail(DeviceFault.NotReady, "it is starting up");
        }

        Span<byte> low = stackalloc byte[Bme280Calibration.LowLength];
        Span<byte> high = stackalloc byte[Bme280Calibration.HighLength];
        _registers.ReadBlock(FirstCalibrationRegister, low);
        _registers.ReadBlock(SecondCalibrationRegister, high);
        var calibration = new Bme280Calibration(low, high);
        if (!calibration.IsPlausible)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "its calibration is empty");
        }

        _calibration = calibration;

        // Config may be ignored in normal mode, and humidity is taken over with the next write of ctrl_meas (sections 5.4.3 and 5.4.6): hence asleep first.
        _registers.Write8(ControlMeasurementRegister, 0);
        _registers.Write8(ConfigRegister, EveryHalfSecond);
        _registers.Write8(ControlHumidityRegister, Once);
        _registers.Write8(ControlMeasurementRegister, OnceInNormalMode);
    }

    /// <summary>Degrees Celsius, pascals and relative humidity. The chip does not say whether they are new; what it skipped is left out.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        _registers.ExpectConfiguration(_registers.Read8(ControlMeasurementRegister), OnceInNormalMode);
        var calibration = _calibration ?? throw _registers.Fail(DeviceFault.WasReset, "it has not begun");

        // In one burst: the chip holds the three together only within one (section 4).
        Span<byte> data = stackalloc byte[DataLength];
        _registers.ReadBlock(DataRegister, data);
        var pressure = Wide(data);
        var temperature = Wide(data[3..]);
        var humidity = (data[6] << 8) | data[7];
        if (temperature == Skipped)
        {
            throw _registers.Fail(DeviceFault.NotReady, "nothing has been measured since its reset");
        }

        var fine = calibration.Fine(temperature);
        var celsius = Bme280Calibration.CentiCelsius(fine) * CelsiusPerBit;
        if (celsius is < Least or > Most)
        {
            throw _registers.Fail(DeviceFault.Nonsense, "a temperature that it cannot measure");
        }

        List<Measurement> measured = [new(Quantity.Celsius, celsius)];
        if (pressure != Skipped && calibration.Pressure(pressure, fine) is { } pascals)
        {
            measured.Add(new Measurement(Quantity.Pascals, pascals * PascalsPerBit));
        }

        if (humidity != SkippedHumidity)
        {
            measured.Add(new Measurement(Quantity.HumidityPercent, calibration.Humidity(humidity, fine) * PercentPerBit));
        }

        return measured;
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private static int Wide(ReadOnlySpan<byte> bytes) => (bytes[0] << 12) | (bytes[1] << 4) | (bytes[2] >> 4);
}
