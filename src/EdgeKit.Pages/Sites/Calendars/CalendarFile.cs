using System.Globalization;
using System.Text;

namespace EdgeKit.Pages.Sites.Calendars;

/// <summary>A calendar file (iCalendar, RFC 5545): lines end in CRLF, are folded at 75 bytes, and what people typed is escaped.</summary>
internal static class CalendarFile
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Writes the file of one event.</summary>
    /// <param name="what">The event.</param>
    /// <param name="now">When the file was made.</param>
    public static string Write(CalendarEvent what, DateTimeOffset now)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//EdgeKit//Sites//EN");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, "BEGIN:VEVENT");
        Line(file, "UID:" + Escape(what.Id));
        Line(file, "DTSTAMP:" + Utc(now));
        Line(file, "DTSTART:" + Utc(what.Begins));
        Line(file, "DTEND:" + Utc(what.Begins + what.Lasts));
        Line(file, "SUMMARY:" + Escape(what.Title));
        if (what.Place.Length > 0)
        {
            Line(file, "LOCATION:" + Escape(what.Place));
        }

        if (what.Text.Length > 0)
        {
            Line(file, "DESCRIPTION:" + Escape(what.Text));
        }

        if (what.Address is { } address)
        {
            Line(file, "URL:" + address);
        }

        Line(file, "END:VEVENT");
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);

    // Section 3.3.11.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(letter),
                '\n' => escaped.Append("\\n"),
                _ => char.IsControl(letter) ? escaped : escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    // Section 3.1: bytes, not letters, and never within a letter.
    private static void Line(StringBuilder file, string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                length = 1;
            }

            file.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
