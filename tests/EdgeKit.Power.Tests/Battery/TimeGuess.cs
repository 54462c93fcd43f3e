namespace EdgeKit.Power.Tests.Battery;

/// <summary>What was thought at a moment of the time that is left.</summary>
/// <param name="At">When.</param>
/// <param name="Median">Half of the time it is longer.</param>
/// <param name="Low">Shorter one time in ten.</param>
/// <param name="High">Longer one time in ten.</param>
/// <param name="Watts">The load that was reckoned with.</param>
/// <param name="GivenWattHours">What the pack had given by then.</param>
internal sealed record TimeGuess(TimeSpan At, TimeSpan Median, TimeSpan Low, TimeSpan High, double Watts, double GivenWattHours)
{
    /// <summary>How far it was off what was left in truth, as a share of that.</summary>
    public double Off(TimeSpan end) => Share(Median, end - At);

    /// <summary>The same had the load to come been known: the pack's part of the error.</summary>
    public double OffKnowingLoad(TimeSpan end, double givenInAll) => Share(KnowingLoad(end, givenInAll), end - At);

    /// <summary>How many minutes it was off where that is more than a share of what was left; 0 where it is not.</summary>
    public double Minutes(TimeSpan end, double share) => Math.Abs(Off(end)) > share ? (Median - (end - At)).Duration().TotalMinutes : 0;

    private static double Share(TimeSpan thought, TimeSpan left) => (thought / left) - 1;

    private TimeSpan KnowingLoad(TimeSpan end, double givenInAll) => Median * (Watts * (end - At).TotalHours / (givenInAll - GivenWattHours));
}
