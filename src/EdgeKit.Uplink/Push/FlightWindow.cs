namespace EdgeKit.Uplink.Push;

/// <summary>
/// How much may be under way: narrow after trouble, so that batches cannot overtake each other, and wider by one request with each
/// batch that lands.
/// </summary>
internal sealed class FlightWindow
{
    private const int GrowAfter = 8;

    private readonly int _mostRecords;
    private readonly int _mostRequests;
    private int _landed;

    public FlightWindow(int mostRecords, int mostRequests) =>
        (_mostRecords, _mostRequests, Batch, InFlight) = (mostRecords, mostRequests, mostRecords, mostRequests);

    /// <summary>Records in a request.</summary>
    public int Batch { get; private set; }

    /// <summary>Requests at once.</summary>
    public int InFlight { get; private set; }

    /// <summary>After a gap or a failure.</summary>
    public void Narrow() => InFlight = 1;

    /// <summary>After a refusal for size.</summary>
    public void Halve()
    {
        Batch = Math.Max(1, Batch / 2);
        _landed = 0;
    }

    /// <summary>After a batch that landed.</summary>
    public void Widen()
    {
        InFlight = Math.Min(_mostRequests, InFlight + 1);
        if (Batch < _mostRecords && ++_landed >= GrowAfter)
        {
            Batch = Math.Min(_mostRecords, Batch * 2);
            _landed = 0;
        }
    }
}
