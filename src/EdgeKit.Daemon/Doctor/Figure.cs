using System.Globalization;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Figures as a technician says them.</summary>
internal static class Figure
{
    private const double KiB = 1 << 10;
    private const double MiB = 1 << 20;
    private const double GiB = 1 << 30;

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Of(bytes, "0", "bytes"),
        < 1 << 20 => Of(bytes / KiB, "0", "KiB"),
        < 1 << 30 => Of(bytes / MiB, "0", "MiB"),
        _ => Of(bytes / GiB, "0.0", "GiB"),
    };

    public static string Milliseconds(TimeSpan time) => Of(time.TotalMilliseconds, time.TotalMilliseconds < 10 ? "0.0" : "0", "ms");

    public static string Percent(double share) => Of(share * 100, "0", "%");

    /// <summary>The largest unit that it fills.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => Of(Math.Floor(time.TotalDays), "0", "days"),
        { TotalHours: >= 2 } => Of(Math.Floor(time.TotalHours), "0", "h"),
        { TotalMinutes: >= 2 } => Of(Math.Floor(time.TotalMinutes), "0", "min"),
        _ => Of(Math.Max(0, time.TotalSeconds), "0", "s"),
    };

    public static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(double value, string format, string unit) => $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
