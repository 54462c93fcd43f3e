using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Shopping;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>The form of a reply.</summary>
/// <param name="Slug">The site.</param>
/// <param name="Head">What stands around it.</param>
/// <param name="List">What it is for.</param>
/// <param name="Heading">What one says yes to.</param>
/// <param name="Text">More of it.</param>
/// <param name="MostPerReply">How many one may bring.</param>
/// <param name="MustWait">Whether there is no place.</param>
/// <param name="Key">The same at each repetition of this form.</param>
/// <param name="Party">How many, as chosen.</param>
/// <param name="Fields">What was typed, or is remembered.</param>
/// <param name="Faults">What is wrong with it, by field.</param>
internal sealed record ReplyPage(
    string Slug,
    SiteHead Head,
    RsvpList List,
    string Heading,
    string Text,
    int MostPerReply,
    bool MustWait,
    string Key,
    int Party,
    CheckoutFields Fields,
    IReadOnlyDictionary<string, string> Faults);
