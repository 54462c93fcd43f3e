namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.CheckSnoozed"/>.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="By">Who asked.</param>
/// <param name="Minutes">For how long it is quiet.</param>
/// <param name="DueAt">When somebody was to look, by the kit's clock.</param>
public sealed record CheckSnoozedBody(string Check, string By, int Minutes, DateTimeOffset DueAt);
