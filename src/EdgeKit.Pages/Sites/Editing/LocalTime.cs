using System.Globalization;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>Times of day as a form's field has them, in the stall's time zone.</summary>
internal sealed class LocalTime(KitOptions kit)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(kit.TimeZone);

    /// <summary>The zone, in the words of its list.</summary>
    public string Zone => _zone.Id;

    /// <summary>As the field has it; empty for none.</summary>
    public string Write(DateTimeOffset? time) => time is { } given ? TimeZoneInfo.ConvertTime(given, _zone).ToString(Format, CultureInfo.InvariantCulture) : "";

    /// <summary>Reads the field. An hour that the clocks pass over is the one after it.</summary>
    /// <returns>False if it is not empty and no time.</returns>
    public bool TryRead(string text, out DateTimeOffset? time)
    {
        time = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!DateTime.TryParseExact(text, [Format, Format + "':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        time = At(local);
        return true;
    }

    /// <summary>The next time that it is so late here, at least an hour from now.</summary>
    public DateTimeOffset Next(DateTimeOffset now, TimeSpan timeOfDay)
    {
        var today = At(TimeZoneInfo.ConvertTime(now, _zone).Date + timeOfDay);
        return today - now >= TimeSpan.FromHours(1) ? today : At(TimeZoneInfo.ConvertTime(now, _zone).Date.AddDays(1) + timeOfDay);
    }

    private DateTimeOffset At(DateTime local)
    {
        var there = _zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(there, _zone.GetUtcOffset(there)).ToUniversalTime();
    }
}
