namespace EdgeKit.Contracts.Checks;

/// <summary>Says what somebody read at a check.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Reading">A number in the check's unit; <c>ok</c> or <c>notOk</c> where it has none.</param>
/// <param name="By">Who looked; 1 to 100 characters.</param>
/// <param name="Photo">Where a photo of it is: a file's name or an address; at most 500 characters.</param>
/// <param name="Note">What else there is to say; at most 1000 characters.</param>
/// <param name="Confirm">True: the reading is right although it is outside the plausible range.</param>
public sealed record CheckSubmission(string Check, CheckReading Reading, string By, string? Photo = null, string? Note = null, bool Confirm = false);
