namespace EdgeKit.Power.Cooling;

/// <summary>How fast the fan is driven, for the tachometer that is read elsewhere: a fan that is not driven may stand.</summary>
internal sealed class FanDuty
{
    private double _duty;

    /// <summary>0 to 1; 0 before the first time.</summary>
    public double Current
    {
        get => Volatile.Read(ref _duty);
        set => Volatile.Write(ref _duty, value);
    }
}
