namespace EdgeKit.Uplink.Transport;

/// <summary>
/// Finds out whether a link loses packets by itself, and not because more was sent than it carries: the usual pace of TCP takes each loss for a crowd, and halves.
/// </summary>
/// <param name="time">The time.</param>
internal sealed class LossWatch(TimeProvider time)
{
    // Fewer may be chance.
    private const int FewMoments = 3;

    // Where nothing waits on the way, it was hardly a queue that overflowed.
    private const int FewMomentsEmpty = 2;

    // One packet of forty: at so many losses the usual pace puts some eight packets under way, which is less than most links carry.
    private const int OftenIsOneOf = 40;

    // With less than this a queue on the way is as good as empty.
    private const double EmptyQueue = 1.25;

    /// <summary>What comes after as long without a word was held up by a link that was gone, and says nothing of what it carries or loses.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(3);

    private long _seenAt = time.GetTimestamp();
    private long _resent;
    private long _at;
    private int _moments;
    private int _momentsEmpty;

    /// <summary>Whether it is known by now: packets were lost at three moments, and that often; or at two while none waited on the way.</summary>
    /// <param name="info">How the connection is now that something has arrived over it.</param>
    public bool LosesByItself(TcpInfo info)
    {
        if (info.Resent > _resent)
        {
            // A queue that overflowed loses many at once; that is one moment, until nothing was resent for two round trips.
            if (time.GetElapsedTime(_seenAt) < Gone && (_moments == 0 || time.GetElapsedTime(_at) > 2 * info.RoundTrip))
            {
                _moments++;
                _momentsEmpty += info.RoundTrip < info.LeastRoundTrip * EmptyQueue ? 1 : 0;
            }

            (_resent, _at) = (info.Resent, time.GetTimestamp());
        }

        _seenAt = time.GetTimestamp();
        return _momentsEmpty >= FewMomentsEmpty || (_moments >= FewMoments && _moments * OftenIsOneOf >= info.Sent);
    }
}
