using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>The checkout.</summary>
/// <param name="Slug">The site.</param>
/// <param name="Head">What stands around it.</param>
/// <param name="Held">What is bought.</param>
/// <param name="Key">The order's idempotency key: of the hold, so that a page that is reloaded or sent twice makes one order.</param>
/// <param name="Fields">What was typed, or is remembered.</param>
/// <param name="Faults">What is wrong with it, by field.</param>
/// <param name="IsOnline">Whether a link to pay can be sent.</param>
/// <param name="Notice">What went wrong; null for nothing.</param>
internal sealed record CheckoutPage(
    string Slug, SiteHead Head, HeldView Held, string Key, CheckoutFields Fields, IReadOnlyDictionary<string, string> Faults, bool IsOnline, string? Notice = null);
