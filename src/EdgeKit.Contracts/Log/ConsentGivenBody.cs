namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.ConsentGiven"/>.</summary>
/// <param name="Person">The same for the same address or number on this kit; 32 hexadecimal digits.</param>
/// <param name="Site">On whose page.</param>
/// <param name="Wording">To what exactly, as the page said it.</param>
/// <param name="Email">Where to write; at most 200 characters.</param>
/// <param name="Phone">Where to send messages; at most 200 characters.</param>
public sealed record ConsentGivenBody(string Person, string Site, string Wording, string? Email = null, string? Phone = null);
