using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>A reply that was taken.</summary>
/// <param name="Slug">The site.</param>
/// <param name="Head">What stands around it.</param>
/// <param name="Reply">It.</param>
/// <param name="Turn">Its turn among those who wait; 0 for a place.</param>
/// <param name="Link">Its own path.</param>
/// <param name="HasCalendar">Whether there is something to put into a calendar.</param>
/// <param name="Unsubscribe">The path by which consent is withdrawn; null if none was given.</param>
internal sealed record RepliedPage(string Slug, SiteHead Head, Reply Reply, int Turn, string Link, bool HasCalendar, string? Unsubscribe);
