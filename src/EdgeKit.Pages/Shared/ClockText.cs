using System.Globalization;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Pages.Shared;

/// <summary>Times as people at this stall read them.</summary>
internal sealed class ClockText(KitOptions kit)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(kit.TimeZone);

    /// <summary>Such as 19:42.</summary>
    public string Time(DateTimeOffset instant) => Here(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Such as 28 Nov 2026, 19:42.</summary>
    public string DayAndTime(DateTimeOffset instant) => Here(instant).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long something took or takes, coarsely.</summary>
    public static string Duration(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalSeconds)} s")
        : span < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min")
        : span < TimeSpan.FromHours(48) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days");

    private DateTimeOffset Here(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);
}
