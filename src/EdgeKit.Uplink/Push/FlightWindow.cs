namespace EdgeKit.Uplink.Push;

/// <summary>
/// How much may be under way. Requests: one after trouble, so that batches cannot overtake each other, and one more with each that lands.
/// Records in each: twice as many as long as the link takes them without making them wait, half as many once they wait long. So a fast link is
/// kept full over a long round trip, and on a thin one a cut costs a second or two of it.
/// </summary>
internal sealed class FlightWindow
{
    private const int GrowAfterRefusal = 8;

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(3);

    private readonly int _records;
    private readonly int _mostRecords;
    private readonly int _mostRequests;
    private TimeSpan _quickest = TimeSpan.MaxValue;
    private int _holdFor;

    /// <summary>A window as wide as it may be, with small batches.</summary>
    /// <param name="records">Records in a request to begin with.</param>
    /// <param name="mostRecords">Records in a request at most.</param>
    /// <param name="mostRequests">Requests at once at most.</param>
    public FlightWindow(int records, int mostRecords, int mostRequests) =>
        (_records, _mostRecords, _mostRequests, Batch, InFlight) = (records, mostRecords, mostRequests, records, mostRequests);

    /// <summary>Records in a request.</summary>
    public int Batch { get; private set; }

    /// <summary>Requests at once.</summary>
    public int InFlight { get; private set; }

    /// <summary>After a gap or a failure.</summary>
    public void Narrow()
    {
        InFlight = 1;
        Batch = Math.Min(Batch, _records);
        _quickest = TimeSpan.MaxValue;
    }

    /// <summary>After a refusal for size.</summary>
    public void Halve()
    {
        Batch = Math.Max(1, Batch / 2);
        _holdFor = GrowAfterRefusal;
    }

    /// <summary>After a batch that landed.</summary>
    /// <param name="count">Its records.</param>
    /// <param name="took">From its start to its answer.</param>
    public void Landed(long count, TimeSpan took)
    {
        InFlight = Math.Min(_mostRequests, InFlight + 1);
        _quickest = took < _quickest ? took : _quickest;
        if (_holdFor > 0)
        {
            _holdFor--;
        }
        else if (count < Batch)
        {
            // It started before the last change, or there was no more: it says nothing about batches of this size.
            return;
        }
        else if (took - _quickest > LongWait)
        {
            Batch = Math.Max(Math.Min(_records, Batch), Batch / 2);
        }
        else if (took - _quickest < ShortWait)
        {
            Batch = Math.Min(_mostRecords, Batch * 2);
        }
    }
}
