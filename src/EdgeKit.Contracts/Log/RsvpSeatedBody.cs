namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.RsvpSeated"/>.</summary>
/// <param name="Id">Which reply.</param>
/// <param name="Site">Whose page it was made on.</param>
public sealed record RsvpSeatedBody(string Id, string Site);
