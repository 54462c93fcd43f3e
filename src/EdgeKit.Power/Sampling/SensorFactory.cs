using System.Collections.Concurrent;
using System.Device.I2c;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Devices;
using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Linux;
using EdgeKit.Devices.Serial;
using EdgeKit.Devices.Simulated;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Sampling;

/// <summary>Opens what a sensor's options say.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Whoever opens a sensor owns it; a driver owns its device.")]
internal sealed class SensorFactory(IGpioLines lines, FanDuty fan, OutsideReadings outside, TimeProvider time)
{
    /// <summary>The drivers that are no chips on a bus.</summary>
    private static readonly string[] Others = ["hwmon", "thermal", "powerSupply", "underVoltage", "veDirect", "gpio", "fanTach", "victron", "simulated"];

    private readonly KernelDrivers _kernel = new();

    // A pack that is looked for and found again goes on with its evening.
    private readonly ConcurrentDictionary<string, ISensor> _simulated = new(StringComparer.Ordinal);

    /// <summary>All drivers, as a person writes them.</summary>
    public static string[] Drivers { get; } = [.. ChipCatalog.All.Select(static chip => chip.Driver), .. Others];

    /// <summary>Whether it is a chip on an I²C bus.</summary>
    public static bool IsChip(string driver) => ChipCatalog.Find(driver) is not null;

    /// <summary>Opens it. Nothing is said on a bus yet.</summary>
    /// <exception cref="DeviceException">A kernel driver has it, or there is no such bus.</exception>
    public ISensor Open(SensorOptions options) => options.Driver switch
    {
        "hwmon" => new HwmonSensor(options.Chip ?? "", options.Label, options.Device),
        "thermal" => new ThermalZoneSensor(options.Chip ?? "cpu-thermal"),
        "powerSupply" => new PowerSupplySensor(options.Chip ?? ""),
        "underVoltage" => new UnderVoltageSensor(),
        "veDirect" => new VeDirectSensor(options.Device ?? "", time),
        "gpio" => new MainsPresent(lines.OpenInput(options.Contact!), time, options.Place, options.Settle),
        "fanTach" => new FanTach(options.Chip ?? "", () => fan.Current > 0, time, options.Fan, options.Device),
        "victron" => new VictronSensor(options.Device ?? "", outside, time),
        "simulated" => _simulated.GetOrAdd(options.Id, static (_, opened) => Simulate(opened.options, opened.time), (options, time)),
        _ => OpenChip(options),
    };

    private static ISensor Simulate(SensorOptions options, TimeProvider time) => options.File is { } file
        ? new RecordedDaySensor(RecordedDay.Load(file), time, options.Speed)
        : new SimulatedPack(SimulatedScenario.Of(options.Scenario) with { Speed = options.Speed }, time);

    private ISensor OpenChip(SensorOptions options)
    {
        _kernel.EnsureFree(options.Bus, options.BusAddress);
        var chip = ChipCatalog.Find(options.Driver)!;
        var settings = chip.Defaults with
        {
            ShuntOhms = options.ShuntOhms ?? chip.Defaults.ShuntOhms,
            MostAmperes = options.MostAmperes ?? chip.Defaults.MostAmperes,
        };
        return chip.Create(I2cDevice.Create(new I2cConnectionSettings(options.Bus, options.BusAddress)), settings);
    }
}
