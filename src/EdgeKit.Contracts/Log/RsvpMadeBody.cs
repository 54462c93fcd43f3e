namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.RsvpMade"/>.</summary>
/// <param name="Id">Which reply; 32 hexadecimal digits.</param>
/// <param name="Site">Whose page it was made on.</param>
/// <param name="List">What it is for.</param>
/// <param name="Name">Who; 1 to 200 characters.</param>
/// <param name="Party">How many come; 1 or more.</param>
/// <param name="IsWaiting">Whether there was no place.</param>
/// <param name="Email">Where to write; at most 200 characters.</param>
/// <param name="Phone">Where to call; at most 200 characters.</param>
public sealed record RsvpMadeBody(string Id, string Site, RsvpList List, string Name, int Party, bool IsWaiting, string? Email = null, string? Phone = null);
