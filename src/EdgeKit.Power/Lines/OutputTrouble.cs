using EdgeKit.Kernel.Loops;

namespace EdgeKit.Power.Lines;

/// <summary>Why an output does not do what it should, and when it is tried again.</summary>
internal sealed class OutputTrouble(Random random)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random);
    private TimeSpan _tryAt = TimeSpan.MinValue;
    private int _failures;

    /// <summary>What is wrong, in words; null for nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether it is time to try.</summary>
    /// <param name="now">On the clock that <see cref="Failed"/> is given.</param>
    public bool MayTry(TimeSpan now) => now >= _tryAt;

    /// <summary>Notes that it failed: the next try waits, longer each time.</summary>
    /// <returns>Whether that is new, and so worth saying.</returns>
    public bool Failed(TimeSpan now, string fault)
    {
        _tryAt = now + _backoff.After(++_failures);
        Fault = fault;
        return _failures == 1;
    }

    /// <summary>Notes that it works.</summary>
    /// <returns>Whether it did not before.</returns>
    public bool Works()
    {
        var didFail = _failures > 0;
        (_tryAt, _failures, Fault) = (TimeSpan.MinValue, 0, null);
        return didFail;
    }
}
