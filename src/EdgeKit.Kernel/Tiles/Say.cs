using System.Globalization;

namespace EdgeKit.Kernel.Tiles;

/// <summary>Figures for people, the same on every tile.</summary>
public static class Say
{
    /// <summary>A span of time in its two largest units, such as <c>18 min</c> or <c>3 h 5 min</c>.</summary>
    public static string Time(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h"),
    };

    /// <summary>Bytes in decimal units.</summary>
    public static string Bytes(long count)
    {
        ReadOnlySpan<string> units = ["B", "kB", "MB", "GB", "TB"];
        var (value, unit) = ((double)count, 0);
        while (value >= 1000 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(unit > 0 && value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} {units[unit]}");
    }

    /// <summary>A share between 0 and 1.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>A count and what is counted.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one of them.</param>
    /// <param name="many">The word for more; <paramref name="one"/> with an s where it is not given.</param>
    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="format">How many digits.</param>
    public static string Number(double value, string unit, string format = "0.#") => $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
