using EdgeKit.Kernel.Signals;

namespace EdgeKit.Ledger.Rights;

/// <summary>
/// For how long granted rights may be sold while the cloud is not heard. Counts the kit's running time, so that no wall clock moves it. It is a
/// rule of business: that nothing is sold twice depends on the counters alone.
/// </summary>
internal sealed class SellingTime(TimeProvider time)
{
    /// <summary>The disk is told when the remaining time differs by as much from what it says, or by half of a shorter limit.</summary>
    public static readonly TimeSpan KeptEvery = TimeSpan.FromMinutes(10);

    /// <summary>A longer limit is cut to this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly Lock _gate = new();
    private readonly Signal<long> _turns = new(0);
    private TimeSpan? _limit;
    private TimeSpan _left;
    private TimeSpan _kept;
    private long _since = time.GetTimestamp();

    /// <summary>What the cloud allows; null for ever.</summary>
    public TimeSpan? Limit
    {
        get
        {
            lock (_gate)
            {
                return _limit;
            }
        }
    }

    /// <summary>What is left of it; zero when granted rights are frozen, null without a limit.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_gate)
            {
                return LeftNow();
            }
        }
    }

    /// <summary>Whether granted rights may not be sold.</summary>
    public bool IsFrozen => Left == TimeSpan.Zero;

    /// <summary>What the disk should say is left and does not; null for nothing to write.</summary>
    public TimeSpan? Unkept
    {
        get
        {
            lock (_gate)
            {
                if (_limit is not { } limit || LeftNow() is not { } left || left == _kept)
                {
                    return null;
                }

                return left == TimeSpan.Zero || (left - _kept).Duration() >= (limit / 2 < KeptEvery ? limit / 2 : KeptEvery) ? left : null;
            }
        }
    }

    /// <summary>Counts the moments at which a freeze ended or the limit changed.</summary>
    public ISignal<long> Turns => _turns;

    /// <summary>Goes on after a restart.</summary>
    public void Resume(TimeSpan limit, TimeSpan left)
    {
        lock (_gate)
        {
            (_limit, _left, _kept, _since) = (limit, left, left, time.GetTimestamp());
        }
    }

    /// <summary>The cloud set the limit, and the disk has it.</summary>
    public void SetLimit(TimeSpan? limit)
    {
        lock (_gate)
        {
            if (_limit == limit)
            {
                return;
            }

            _limit = limit;
            (_left, _kept, _since) = (limit ?? TimeSpan.Zero, limit ?? TimeSpan.Zero, time.GetTimestamp());
        }

        Turn();
    }

    /// <summary>The disk says that so much is left.</summary>
    public void Kept(TimeSpan left)
    {
        lock (_gate)
        {
            _kept = left;
        }
    }

    /// <summary>The cloud was heard: the limit counts from now.</summary>
    public void Heard()
    {
        bool wasFrozen;
        lock (_gate)
        {
            if (_limit is not { } limit)
            {
                return;
            }

            wasFrozen = LeftNow() == TimeSpan.Zero;
            (_left, _since) = (limit, time.GetTimestamp());
        }

        if (wasFrozen)
        {
            Turn();
        }
    }

    private TimeSpan? LeftNow() =>
        _limit is null ? null : _left - time.GetElapsedTime(_since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Turn() => _turns.Set(_turns.Current + 1);
}
