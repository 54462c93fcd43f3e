namespace EdgeKit.Devices.Gpio;

/// <summary>What holds of a contact that bounces: a level is believed once it has lasted. Pure; times come from the caller.</summary>
/// <param name="IsOn">What is believed; null before anything has lasted.</param>
/// <param name="Candidate">What was read last; null before the first reading.</param>
/// <param name="Since">The time stamp of the first of the readings that say <paramref name="Candidate"/> in a row.</param>
public readonly record struct Debounced(bool? IsOn, bool? Candidate, TimeSpan Since)
{
    /// <summary>A contact that nothing is known of.</summary>
    public static Debounced Unknown => default;

    /// <summary>What holds after one more reading.</summary>
    /// <param name="raw">What was read.</param>
    /// <param name="at">When, on a clock that does not jump. A time before the last one starts the count again.</param>
    /// <param name="rise">How long on must last before it is believed.</param>
    /// <param name="fall">How long off must last before it is believed.</param>
    public Debounced Next(bool raw, TimeSpan at, TimeSpan rise, TimeSpan fall)
    {
        var since = raw == Candidate && at >= Since ? Since : at;
        return new Debounced(at - since >= (raw ? rise : fall) ? raw : IsOn, raw, since);
    }
}
