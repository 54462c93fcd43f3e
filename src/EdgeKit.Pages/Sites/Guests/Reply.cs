using EdgeKit.Contracts.Log;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>Somebody's reply to a site.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Seq">Its record, and so its turn.</param>
/// <param name="List">What it is for.</param>
/// <param name="Name">Who.</param>
/// <param name="Party">How many.</param>
/// <param name="IsWaiting">Whether it has no place yet.</param>
/// <param name="Email">Where to write.</param>
/// <param name="Phone">Where to call.</param>
internal sealed record Reply(string Id, long Seq, RsvpList List, string Name, int Party, bool IsWaiting, string? Email, string? Phone);
