using System.Globalization;
using EdgeKit.Devices.Simulated;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power;

/// <summary>One entry of <c>sensors</c>.</summary>
public sealed class SensorOptions
{
    private SensorOptions(SettingsSection section)
    {
        Id = section.RequiredText("id", 64, "letters, digits, hyphens and underscores", static id =>
            id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        Driver = section.Choice("driver", "", Sampling.SensorFactory.Drivers);
        if (Driver.Length == 0 && !section.Has("driver"))
        {
            section.Refuse("driver", $"is missing; expected one of {string.Join(", ", Sampling.SensorFactory.Drivers)}");
        }

        Bus = section.Number("bus", 1, 0, 255);
        Address = section.Code("address", 0x03, 0x77);
        ShuntOhms = section.Amount("shunt", "Ω", 1e-6, 10);
        MostAmperes = section.Amount("most", "A", 0.01, 1000);
        Contact = Driver is "gpio" ? LineOptions.Input(section) : null;
        Chip = Contact is null ? section.Text("chip", 64) : Contact.Chip;
        Label = section.Text("label", 64);
        Device = Driver is "hwmon" or "fanTach" ? section.Text("device", 64)
            : Driver is "victron" ? section.Text("device", 64, "a device behind the GX, such as battery/512", IsVictron)
            : section.Text("device", 256, "the path of a serial line, such as /dev/ttyUSB0", static path => path.StartsWith('/'));
        File = section.Text("file", 4096, "the path of a CSV file", System.IO.File.Exists);
        Scenario = section.Choice("scenario", SimulatedScenario.Usual, [.. SimulatedScenario.Names]);
        Speed = section.Number("speed", 1, 1, 10_000);
        if (Driver is "hwmon" or "fanTach" or "powerSupply" && Chip is null)
        {
            section.Refuse("chip", Driver is "hwmon" or "fanTach" ? "is missing; expected a name of /sys/class/hwmon/*/name, such as cpu_thermal or pwmfan" : "is missing; expected a folder of /sys/class/power_supply");
        }

        if (Driver is "veDirect" && Device is null)
        {
            section.Refuse("device", "is missing; expected the path of a serial line, such as /dev/ttyUSB0");
        }

        if (Driver is "victron" && Device is null)
        {
            section.Refuse("device", "is missing; expected a device behind the GX, such as battery/512");
        }

        Fan = Driver is "fanTach" ? section.Number("fan", 1, 1, 15) : 1;
        Settle = Driver is "gpio" ? section.Duration("settle", TimeSpan.FromMilliseconds(500), TimeSpan.Zero, TimeSpan.FromMinutes(1)) : TimeSpan.Zero;
        Every = section.Duration("every", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>What reads it.</summary>
    public string Driver { get; }

    /// <summary>The number of the I²C bus (1).</summary>
    public int Bus { get; }

    /// <summary>Its address on the bus; null for the chip's usual one.</summary>
    public int? Address { get; }

    /// <summary>Where on the bus it is looked for.</summary>
    public int BusAddress => Address ?? (IsOnBus ? EdgeKit.Devices.Bus.I2cAddresses.LegalFor(Driver)[0] : 0);

    /// <summary>The shunt, in ohms; null for the chip's usual one.</summary>
    public double? ShuntOhms { get; }

    /// <summary>The largest current it is to measure, in amperes; null for the chip's range.</summary>
    public double? MostAmperes { get; }

    /// <summary>The kernel's name of the chip, zone or supply, for drivers that read its files.</summary>
    public string? Chip { get; }

    /// <summary>The line that a contact is read by; null for every driver but <c>gpio</c>.</summary>
    public LineOptions? Contact { get; }

    /// <summary>How long a contact must stay, either way, before it is believed (0 to 1 min; 500 ms).</summary>
    public TimeSpan Settle { get; }

    /// <summary>Which fan of the chip a tachometer reads (1 to 15; 1).</summary>
    public int Fan { get; }

    /// <summary>Which of its values, by the kernel's label; null for all.</summary>
    public string? Label { get; }

    /// <summary>The serial line; behind a Victron GX the service and its instance; of hwmon the last part of the chip's device link, where several have the name.</summary>
    public string? Device { get; }

    /// <summary>The recorded day that a simulated sensor plays; null for the modelled one.</summary>
    public string? File { get; }

    /// <summary>The modelled day that it plays without <see cref="File"/>: <c>evening</c>, <c>market-a</c> or <c>market-b</c>.</summary>
    public string Scenario { get; }

    /// <summary>How many times faster than the clock a simulated sensor lives (1 to 10,000; 1).</summary>
    public int Speed { get; }

    /// <summary>How often it is read (100 ms to 10 min; 1 s).</summary>
    public TimeSpan Every { get; }

    /// <summary>From what age on its readings are stale.</summary>
    public TimeSpan StaleAfter => Every * 3 > TimeSpan.FromSeconds(5) ? Every * 3 : TimeSpan.FromSeconds(5);

    /// <summary>Whether a model makes its readings.</summary>
    public bool IsSimulated => Driver is "simulated";

    /// <summary>What it shares with others, so that only one reads at a time: its bus, or nothing.</summary>
    public string Line => IsOnBus ? string.Create(CultureInfo.InvariantCulture, $"i2c-{Bus}") : Id;

    /// <summary>Where it is, for a technician.</summary>
    public string Place => IsOnBus
        ? string.Create(CultureInfo.InvariantCulture, $"{Driver} on i2c-{Bus} at 0x{BusAddress:X2}")
        : Contact is not null ? Contact.Place
        : Chip is not null ? $"{Driver} {Chip}"
        : Device is not null ? $"{Driver} on {Device}"
        : Driver;

    /// <summary>Whether it is a chip on an I²C bus.</summary>
    public bool IsOnBus => Sampling.SensorFactory.IsChip(Driver);

    /// <summary>Reads one entry.</summary>
    public static SensorOptions Read(SettingsSection section) => new(section);

    private static bool IsVictron(string device) =>
        device.Split('/') is [{ Length: > 0 } service, { Length: > 0 } instance] && service.All(char.IsAsciiLetterLower) && instance.All(char.IsAsciiDigit);
}
