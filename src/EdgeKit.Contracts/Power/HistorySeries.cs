namespace EdgeKit.Contracts.Power;

/// <summary>What one quantity of a sensor was.</summary>
/// <param name="Quantity">What it measures, with the unit in its name.</param>
/// <param name="Channel">Which of several of that quantity.</param>
/// <param name="Points">Each <c>[seconds since 1970, least, mean, most]</c>; times without a reading are left out.</param>
public sealed record HistorySeries(string Quantity, string Channel, IReadOnlyList<double[]> Points);
