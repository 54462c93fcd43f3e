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

    // And one of so many: with fewer losses the usual pace puts some fifty packets under way, which fill a link of 1 Mbit/s and 600 ms.
    private const int OftenEmptyIsOneOf = 2000;

    // With less than this a queue on the way is as good as empty.
    private const double EmptyQueue = 1.25;

    /// <summary>What comes after as long without a word was held up by a link that was gone, and says nothing of what it carries or loses.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(3);

    private long _seenAt = time.GetTimestamp();
    private long _resent;
    private long _at;
    private int _moments;
    private int _momentsEmpty;
    private long _sentEmpty;
    private bool _wasEmpty = true;

    /// <summary>Whether it is known by now: packets were lost at three moments, and that often; or at two that are not far apart while none waited on the way.</summary>
    /// <param name="info">How the connection is now that something has arrived over it.</param>
    public bool LosesByItself(TcpInfo info)
    {
        // A loss is seen a round trip after it happened, when the usual pace has halved already: so it must have been empty at the look before as well.
        var isEmpty = info.RoundTrip < info.LeastRoundTrip * EmptyQueue;
        if (info.Resent > _resent)
        {
            // A queue that overflowed loses many at once; that is one moment, until nothing was resent for two round trips.
            if (time.GetElapsedTime(_seenAt) < Gone && (_moments == 0 || time.GetElapsedTime(_at) > 2 * info.RoundTrip))
            {
                _moments++;
                if (isEmpty && _wasEmpty)
                {
                    _momentsEmpty = (info.Sent - _sentEmpty <= OftenEmptyIsOneOf ? _momentsEmpty : 0) + 1;
                    _sentEmpty = info.Sent;
                }
            }

            (_resent, _at) = (info.Resent, time.GetTimestamp());
        }

        (_seenAt, _wasEmpty) = (time.GetTimestamp(), isEmpty);
        return _momentsEmpty >= FewMomentsEmpty || (_moments >= FewMoments && _moments * OftenIsOneOf >= info.Sent);
    }
}
