using EdgeKit.Contracts.Orders;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>A receipt.</summary>
/// <param name="Slug">The site.</param>
/// <param name="Head">What stands around it.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="Link">The receipt's own path.</param>
/// <param name="Venue">Where to pick it up; may be empty.</param>
/// <param name="Unsubscribe">The path by which consent is withdrawn; null if none was given.</param>
/// <param name="Till">The order's path at the till, for a device that sells; null for shoppers.</param>
/// <param name="Notice">What just happened; null for nothing.</param>
internal sealed record ReceiptPage(string Slug, SiteHead Head, OrderView Order, string Link, string Venue, string? Unsubscribe, string? Till, string? Notice = null);
