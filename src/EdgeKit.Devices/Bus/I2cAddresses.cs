namespace EdgeKit.Devices.Bus;

/// <summary>Which addresses a chip can have, and which chips get in one another's way. Also knows two that we do not measure with but that share our buses.</summary>
public static class I2cAddresses
{
    private const string ServoBoard = "pca9685";
    private const string Multiplexer = "tca9548a";

    // The PCA9685 answers here as well until told otherwise (data sheet, section 7.1.1: LED All Call).
    private const int AllCall = 0x70;

    private static readonly Dictionary<string, int[]> Legal = new(StringComparer.Ordinal)
    {
        ["ina219"] = Span(0x40, 0x4F),
        ["ina226"] = Span(0x40, 0x4F),
        ["ina228"] = Span(0x40, 0x4F),
        ["ina260"] = Span(0x40, 0x4F),
        ["ina3221"] = Span(0x40, 0x43),
        ["max17040"] = [0x36],
        ["max17041"] = [0x36],
        ["max17048"] = [0x36],
        ["max17049"] = [0x36],
        ["tmp102"] = Span(0x48, 0x4B),
        ["tmp117"] = Span(0x48, 0x4B),
        ["lm75"] = Span(0x48, 0x4F),
        ["lm75a"] = Span(0x48, 0x4F),
        ["mcp9808"] = Span(0x18, 0x1F),
        ["sht3x"] = [0x44, 0x45],
        ["bme280"] = [0x76, 0x77],
        [ServoBoard] = Span(0x40, 0x7F),
        [Multiplexer] = Span(0x70, 0x77),
    };

    /// <summary>The addresses that <paramref name="driver"/> can have; none where nobody knows it.</summary>
    public static IReadOnlyList<int> LegalFor(string driver) => Legal.TryGetValue(driver, out var addresses) ? addresses : [];

    /// <summary>The chips that can sit at <paramref name="address"/>; none where nobody knows one.</summary>
    public static IReadOnlyList<string> At(int address) => [.. Legal.Where(entry => entry.Value.Contains(address)).Select(static entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>The other chips that can sit at <paramref name="address"/>: what it may be that answers there instead of <paramref name="driver"/>.</summary>
    public static IReadOnlyList<string> LookAlikes(string driver, int address) =>
        [.. Legal.Where(entry => entry.Key != driver && entry.Value.Contains(address)).Select(static entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with where <paramref name="placements"/> sit, a sentence each, for a technician; none where all is well.</summary>
    public static IReadOnlyList<string> Collisions(IReadOnlyCollection<I2cPlacement> placements)
    {
        var found = new List<string>();
        found.AddRange(placements.Select(Misplaced).OfType<string>());
        foreach (var group in placements.GroupBy(static placement => (placement.Bus, placement.Address)).Where(static group => group.Skip(1).Any()))
        {
            var names = group.Select(static placement => placement.Driver).ToList();
            found.Add($"{string.Join(" and ", names)} share 0x{group.Key.Address:X2} on i2c-{group.Key.Bus}: {Remedy(names)}");
        }

        foreach (var servo in placements.Where(static placement => placement.Driver == ServoBoard && placement.Address != AllCall))
        {
            found.AddRange(placements
                .Where(other => other.Bus == servo.Bus && other.Address == AllCall)
                .Select(other => $"{other.Driver} at 0x70 on i2c-{servo.Bus}: the pca9685 answers there as well (its all-call address); move it to 0x71"));
        }

        return found;
    }

    private static string? Misplaced(I2cPlacement placement)
    {
        var legal = LegalFor(placement.Driver);
        return legal.Count == 0 ? $"nobody knows a chip called {placement.Driver}"
            : legal.Contains(placement.Address) ? null
            : $"{placement.Driver} cannot sit at 0x{placement.Address:X2}: it can have {string.Join(", ", legal.Select(static address => $"0x{address:X2}"))}";
    }

    private static string Remedy(List<string> drivers)
    {
        var hasMonitor = drivers.Exists(static driver => driver.StartsWith("ina", StringComparison.Ordinal));
        return true switch
        {
            _ when hasMonitor && drivers.Contains(ServoBoard) =>
                "both leave the factory at 0x40; bridge A0 on the INA board to move it to 0x41",
            _ when hasMonitor && drivers.Contains("sht3x") =>
                "an INA with A0 or A1 bridged lands on the SHT3x; put the INA at 0x40 or 0x41, or tie the SHT3x's ADDR pin the other way",
            _ when hasMonitor && drivers.Exists(static driver => driver.StartsWith("tmp", StringComparison.Ordinal) || driver.StartsWith("lm75", StringComparison.Ordinal)) =>
                "an INA with A1 on SDA reaches 0x48 and above, where thermometers sit; put the INA between 0x40 and 0x47",
            _ when drivers.Contains("bme280") && drivers.Contains(Multiplexer) =>
                "move the TCA9548A to 0x70 with its address pins; behind it, its own address is taken on every channel",
            _ => "change the address pins of one, or put it on another bus or behind a multiplexer",
        };
    }

    private static int[] Span(int first, int last) => [.. Enumerable.Range(first, last - first + 1)];
}
