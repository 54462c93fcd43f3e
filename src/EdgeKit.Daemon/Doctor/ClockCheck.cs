using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Http;
using EdgeKit.Kernel.Clocks;

namespace EdgeKit.Daemon.Doctor;

/// <summary>How far the time can be trusted, and whether the board remembers it without power.</summary>
/// <param name="status">The running daemon's; null for none.</param>
/// <param name="discipline">Who keeps the system's clock right.</param>
/// <param name="kernel">What the kernel says.</param>
/// <param name="floor">The instant that has passed for certain.</param>
/// <param name="time">The system's clock.</param>
internal sealed class ClockCheck(KitStatus? status, IClockDiscipline discipline, KernelFiles kernel, DateTimeOffset floor, TimeProvider time) : ICheck
{
    private const string Wait = "Let the kit reach the internet or the cloud once; orders are safe and keep their order without it.";

    private static readonly TimeSpan Astray = TimeSpan.FromMinutes(1);

    public string Name => "Clock";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge()]);

    private DoctorItem Judge()
    {
        var now = time.GetUtcNow();
        var state = status?.Clock ?? (discipline.IsSynchronised ? ClockState.Ntp : now < floor ? ClockState.Floor : discipline.HasBatteryClock ? ClockState.Rtc : ClockState.Unset);
        var kit = status?.Time ?? now;
        var board = Board();
        var seen = string.Create(CultureInfo.InvariantCulture, $"{kit:yyyy-MM-dd HH:mm:ss} UTC, {Words(state)}; not before {floor:yyyy-MM-dd}")
            + (status is null ? "" : $"; the system's clock is off by {Figure.Span((kit - now).Duration())}")
            + (board is { } runs ? $"; the board's clock is off by {Figure.Span((runs - now).Duration())}" : discipline.HasBatteryClock ? "" : "; the board has no clock of its own");
        return state < ClockState.Lan ? Finding.Warning(Name, seen, Wait)
            : board is { } at && (at - now).Duration() > Astray ? Finding.Warning(Name, seen, "Change the coin cell of the board's clock, then: hwclock --systohc.")
            : Finding.Ok(Name, seen);
    }

    private DateTimeOffset? Board() =>
        long.TryParse(kernel.Read("sys/class/rtc/rtc0/since_epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string Words(ClockState state) => state switch
    {
        ClockState.Unset => "which nobody has set",
        ClockState.Floor => "which runs on from the newest instant that is known to have passed",
        ClockState.Rtc => "from the board's own clock, not checked since it was switched on",
        ClockState.Lan => "from another kit",
        ClockState.Ntp => "kept right by a time service",
        ClockState.Cloud => "from the cloud",
    };
}
