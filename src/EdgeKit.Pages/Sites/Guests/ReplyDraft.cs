using EdgeKit.Contracts.Log;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>A reply that somebody sends.</summary>
/// <param name="Id">The same at each repetition.</param>
/// <param name="List">What it is for.</param>
/// <param name="Name">Who; 1 to 200 characters.</param>
/// <param name="Party">How many.</param>
/// <param name="Email">Where to write; null for nowhere.</param>
/// <param name="Phone">Where to call; null for nowhere.</param>
internal sealed record ReplyDraft(string Id, RsvpList List, string Name, int Party, string? Email, string? Phone);
