using System.Text;
using EdgeKit.Pages.Sites.Calendars;

namespace EdgeKit.Pages.Tests.Sites.Calendars;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_written_as_the_format_says()
    {
        var what = new CalendarEvent("soup@kit-17", "Soup, bread; more", new DateTimeOffset(2026, 5, 1, 20, 30, 0, TimeSpan.FromHours(2)), TimeSpan.FromHours(3), "Row C", "One\nTwo \\ three", "http://kit-17.local/e/soup");

        var file = CalendarFile.Write(what, Now);

        Assert.Equal(
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//EdgeKit//Sites//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "BEGIN:VEVENT", "UID:soup@kit-17", "DTSTAMP:20260501T090000Z", "DTSTART:20260501T183000Z", "DTEND:20260501T213000Z",
                "SUMMARY:Soup\\, bread\\; more", "LOCATION:Row C", "DESCRIPTION:One\\nTwo \\\\ three", "URL:http://kit-17.local/e/soup",
                "END:VEVENT", "END:VCALENDAR", "",
            ],
            file.Split("\r\n"));
    }

    [Fact]
    public void Long_lines_are_folded_between_letters()
    {
        var title = string.Concat(Enumerable.Repeat("Käsespätzle 🍜 ", 20)).TrimEnd();

        var file = CalendarFile.Write(new CalendarEvent("a", title, Now, TimeSpan.FromHours(1), "", "", null), Now);

        Assert.All(file.Split("\r\n"), static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains($"SUMMARY:{title}\r\n", file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', file);
    }

    [Fact]
    public void Nobody_adds_a_line_of_his_own()
    {
        var file = CalendarFile.Write(new CalendarEvent("a", "x\r\nATTACH:http://elsewhere.example", Now, TimeSpan.FromHours(1), "y\rBEGIN:VALARM", "", null), Now);

        Assert.DoesNotContain("\r\nATTACH", file, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN:VALARM\r\n", file.Replace("LOCATION:yBEGIN:VALARM\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(file.Count(static letter => letter == '\n'), file.Count(static letter => letter == '\r'));
    }
}
