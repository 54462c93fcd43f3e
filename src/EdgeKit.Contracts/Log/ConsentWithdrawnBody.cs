namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.ConsentWithdrawn"/>.</summary>
/// <param name="Person">Who, as in <see cref="ConsentGivenBody"/>.</param>
/// <param name="Site">On whose page.</param>
public sealed record ConsentWithdrawnBody(string Person, string Site);
