namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.RsvpCancelled"/>.</summary>
/// <param name="Id">Which reply.</param>
/// <param name="Site">Whose page it was made on.</param>
public sealed record RsvpCancelledBody(string Id, string Site);
