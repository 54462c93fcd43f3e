namespace EdgeKit.Cloud.Rights;

/// <summary>Gives rights to a kit by hand, or asks it to give some back.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Quantity">How many; 1 or more.</param>
/// <param name="Incarnation">Which of its logs; null for the one heard of last.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
/// <param name="By">Who says so; at most 200 characters.</param>
internal sealed record RightsRequest(string Kit, int Quantity, Guid? Incarnation = null, string? Reason = null, string? By = null);
