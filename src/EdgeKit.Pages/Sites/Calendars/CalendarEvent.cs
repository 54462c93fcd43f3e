namespace EdgeKit.Pages.Sites.Calendars;

/// <summary>Something to be put into a calendar.</summary>
/// <param name="Id">Names it in the world, such as an e-mail address would; a calendar that gets it twice keeps one.</param>
/// <param name="Title">What it is.</param>
/// <param name="Begins">When.</param>
/// <param name="Lasts">How long.</param>
/// <param name="Place">Where; may be empty.</param>
/// <param name="Text">More; may be empty.</param>
/// <param name="Address">Its page; null for none.</param>
internal sealed record CalendarEvent(string Id, string Title, DateTimeOffset Begins, TimeSpan Lasts, string Place, string Text, string? Address);
