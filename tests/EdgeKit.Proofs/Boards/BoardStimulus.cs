namespace EdgeKit.Proofs.Boards;

/// <summary>Something that happens to a board's hardware, and what the daemon must say of it.</summary>
/// <param name="What">In words.</param>
/// <param name="Sensor">The sensor's id in the configuration.</param>
/// <param name="Value">What its first reading becomes.</param>
/// <param name="HappenAsync">Makes it happen, from outside the board.</param>
internal sealed record BoardStimulus(string What, string Sensor, double Value, Func<EmulatedBoard, CancellationToken, Task> HappenAsync)
{
    private const int ContactLine = 5;

    /// <summary>A thermometer behind <c>/dev/i2c-1</c> gets warm, and then cold.</summary>
    public static IReadOnlyList<BoardStimulus> Thermometer { get; } = [Temperature(61.5), Temperature(-12.5)];

    /// <summary>A contact at a line of <c>/dev/gpiochip0</c> closes, and opens.</summary>
    public static IReadOnlyList<BoardStimulus> Contact { get; } = [Drive(high: true), Drive(high: false)];

    /// <summary>A battery monitor on a bus of its own sees 13.2 V, and then 12.1 V.</summary>
    public static IReadOnlyList<BoardStimulus> BatteryMonitor { get; } = [Volts(13.2), Volts(12.1)];

    private static BoardStimulus Volts(double volts) => new(
        FormattableString.Invariant($"{volts} V at an INA226 are read over /dev/i2c-{EmulatedChip.Bus}"),
        "pack",
        volts,
        (board, cancel) => EmulatedChip.SetVoltsAsync(board, volts, cancel));

    private static BoardStimulus Temperature(double celsius) => new(
        FormattableString.Invariant($"{celsius} °C set at the thermometer are read over /dev/i2c-1"),
        "case",
        celsius,
        (board, cancel) => board.Hardware.SetAsync("thermometer", "temperature", (int)(celsius * 1000), cancel));

    private static BoardStimulus Drive(bool high) => new(
        $"a contact at line {ContactLine} of /dev/gpiochip0 {(high ? "closes" : "opens")}",
        "mains",
        high ? 1 : 0,
        (board, cancel) => board.Hardware.DriveAsync(ContactLine, high, cancel));
}
