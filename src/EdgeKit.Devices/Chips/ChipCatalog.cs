using System.Device.I2c;

namespace EdgeKit.Devices.Chips;

/// <summary>The chips that the daemon can read, by the name of their driver.</summary>
public static class ChipCatalog
{
    private static readonly ChipSettings Plain = new();

    private static readonly ChipEntry[] Entries =
    [
        new("ina219", Plain, static (device, settings) => new Ina219(device, settings)),
        new("ina226", Plain with { MostAmperes = 0.8 }, static (device, settings) => new Ina226(device, settings)),
        new("ina228", Plain with { ShuntOhms = 0.015, MostAmperes = 10 }, static (device, settings) => new Ina228(device, settings)),
        new("ina260", Plain with { ShuntOhms = 0.002, MostAmperes = 15 }, static (device, _) => new Ina260(device)),
        new("ina3221", Plain with { MostAmperes = 1.6 }, static (device, settings) => new Ina3221(device, settings)),
        new("max17040", Plain, static (device, _) => new Max17048(device, FuelGaugeModel.Max17040)),
        new("max17041", Plain, static (device, _) => new Max17048(device, FuelGaugeModel.Max17041)),
        new("max17048", Plain, static (device, _) => new Max17048(device, FuelGaugeModel.Max17048)),
        new("max17049", Plain, static (device, _) => new Max17048(device, FuelGaugeModel.Max17049)),
        new("tmp102", Plain, static (device, _) => new Tmp102(device)),
        new("tmp117", Plain, static (device, _) => new Tmp117(device)),
        new("lm75", Plain, static (device, _) => new Lm75(device, Lm75.PlainBits)),
        new("lm75a", Plain, static (device, _) => new Lm75(device, Lm75.FineBits)),
        new("mcp9808", Plain, static (device, _) => new Mcp9808(device)),
        new("sht3x", Plain, static (device, _) => new Sht3x(device)),
        new("bme280", Plain, static (device, _) => new Bme280(device)),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ChipEntry> All => Entries;

    /// <summary>The chip called <paramref name="driver"/>; null where nobody knows it.</summary>
    public static ChipEntry? Find(string driver) => Array.Find(Entries, entry => entry.Driver == driver);

    /// <summary>Makes the driver called <paramref name="driver"/> for <paramref name="device"/>, which it owns from then on.</summary>
    /// <exception cref="ArgumentException">Nobody knows the driver, or the settings do not fit the chip.</exception>
    public static ISensor Create(string driver, I2cDevice device, ChipSettings settings) => Find(driver) is { } entry
        ? entry.Create(device, settings)
        : throw new ArgumentException($"There is no driver called {driver}.", nameof(driver));
}
