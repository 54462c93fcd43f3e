namespace EdgeKit.Uplink.Push;

/// <summary>
/// How much may be under way: narrow after trouble, so that batches cannot overtake each other, and wider by one request with each
/// batch that lands.
/// </summary>
internal sealed class FlightWindow(int mostRecords, int mostRequests)
{
    private const int GrowAfter = 8;
    private int _landed;

    /// <summary>Records in a request.</summary>
    public int Batch { get; private set; } = mostRecords;

    /// <summary>Requests at once.</summary>
    public int InFlight { get; private set; } = mostRequests;

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
        InFlight = Math.Min(mostRequests, InFlight + 1);
        if (Batch < mostRecords && ++_landed >= GrowAfter)
        {
            Batch = Math.Min(mostRecords, Batch * 2);
            _landed = 0;
        }
    }
}
