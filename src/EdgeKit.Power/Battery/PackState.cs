namespace EdgeKit.Power.Battery;

/// <summary>What of an estimate outlives a restart. Plain numbers; whoever stores it writes each by name.</summary>
/// <param name="Version">Of this form: one that is not <see cref="Current"/> is not restored.</param>
/// <param name="StateOfCharge">As counted, 0 to 1.</param>
/// <param name="Shown">As shown, 0 to 1.</param>
/// <param name="OffsetAmperes">Of the current sensor.</param>
/// <param name="CapacityInverse">Nominal capacity over the learned one.</param>
/// <param name="Covariance">Of charge, offset and inverse: the upper triangle by rows, six figures.</param>
/// <param name="Ohms">At 25 °C.</param>
/// <param name="Mark">The last one.</param>
/// <param name="SinceMark">How long ago; null before the first one.</param>
internal sealed record PackState(
    int Version,
    double StateOfCharge,
    double Shown,
    double OffsetAmperes,
    double CapacityInverse,
    IReadOnlyList<double> Covariance,
    double Ohms,
    PackMark Mark,
    TimeSpan? SinceMark)
{
    /// <summary>The form that is written now.</summary>
    public const int Current = 1;
}
