namespace EdgeKit.Contracts.Checks;

/// <summary>Asks to be left alone for a while about a check that is due.</summary>
/// <param name="By">Who asks; 1 to 100 characters.</param>
/// <param name="Minutes">For how long, 1 to 30.</param>
public sealed record CheckSnooze(string By, int Minutes);
