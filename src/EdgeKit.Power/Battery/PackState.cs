namespace EdgeKit.Power.Battery;

/// <summary>What of an estimate outlives a restart. Plain numbers; whoever stores it writes each by name.</summary>
/// <param name="Version">Of this form: one that is not <see cref="Current"/> is not restored.</param>
/// <param name="StateOfCharge">As counted, 0 to 1.</param>
/// <param name="Shown">As shown, 0 to 1.</param>
/// <param name="OffsetAmperes">Of the current sensor.</param>
/// <param name="CapacityInverse">Nominal capacity over the learned one.</param>
/// <param name="Efficiency">What comes out again of a charge put in.</param>
/// <param name="Covariance">Of charge, offset, inverse and efficiency: the upper triangle by rows, ten figures.</param>
/// <param name="Ohms">At 25 °C.</param>
/// <param name="ColdFactor">What the cold locks in over the usual.</param>
/// <param name="ColdSpread">Of it.</param>
/// <param name="CurveOff">How far the pack's lower curve is off the usual one, in V of a cell; empty before the first empty mark.</param>
/// <param name="EndOhms">What the load pulled it down by at the last empty mark for each ampere, at 25 °C; null before the first.</param>
/// <param name="Mark">The last one.</param>
/// <param name="SinceMark">How long ago; null before the first one.</param>
internal sealed record PackState(
    int Version,
    double StateOfCharge,
    double Shown,
    double OffsetAmperes,
    double CapacityInverse,
    double Efficiency,
    IReadOnlyList<double> Covariance,
    double Ohms,
    double ColdFactor,
    double ColdSpread,
    IReadOnlyList<double> CurveOff,
    double? EndOhms,
    PackMark Mark,
    TimeSpan? SinceMark)
{
    /// <summary>The form that is written now.</summary>
    public const int Current = 2;
}
