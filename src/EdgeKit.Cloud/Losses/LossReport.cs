namespace EdgeKit.Cloud.Losses;

/// <summary>Says that a kit is lost, or there again.</summary>
/// <param name="Reason">Why; 1 to 500 characters.</param>
/// <param name="By">Who says so; 1 to 200 characters.</param>
/// <param name="Incarnation">Which of its logs; null for all that are not settled.</param>
internal sealed record LossReport(string Reason, string By, Guid? Incarnation = null);
