namespace EdgeKit.Uplink.Line;

/// <summary>
/// How long a line may be silent before the kit says something. Carriers forget silent connections, some after half a minute; each pulse costs
/// some 230 bytes and wakes the radio. So the time grows while lines survive it, and what a carrier has cut is not tried again for a day.
/// </summary>
internal sealed class KeepAlive(TimeProvider time)
{
    /// <summary>The shortest silence.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    /// <summary>The longest: a kit that the cloud has not heard for 90 seconds gets no new selling rights.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    private const int ProofsToGrow = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private TimeSpan _interval = First;
    private TimeSpan _bound = Longest;
    private long _boundAt;
    private int _proofs;

    /// <summary>How long the line may be silent now.</summary>
    public TimeSpan Interval
    {
        get
        {
            lock (_gate)
            {
                return _interval;
            }
        }
    }

    /// <summary>A pulse after so long a silence was answered.</summary>
    public void Held(TimeSpan silence)
    {
        lock (_gate)
        {
            if (silence < _interval || ++_proofs < ProofsToGrow)
            {
                return;
            }

            if (time.GetElapsedTime(_boundAt) > Remembered)
            {
                _bound = Longest;
            }

            _proofs = 0;
            _interval = Durations.Shorter(_interval * 1.5, _bound);
        }
    }

    /// <summary>A pulse after so long a silence was not answered, though the cloud could be reached again soon after.</summary>
    public void Cut(TimeSpan silence)
    {
        lock (_gate)
        {
            (_bound, _boundAt, _proofs) = (Durations.Longer(silence * 0.8, Shortest), time.GetTimestamp(), 0);
            _interval = Durations.Longer(_interval / 2, Shortest);
        }
    }
}
