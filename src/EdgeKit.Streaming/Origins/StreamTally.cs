namespace EdgeKit.Streaming.Origins;

/// <summary>What one stream took from its origins and gave to its viewers since the daemon started.</summary>
internal sealed class StreamTally
{
    private long _originRequests;
    private long _originBytes;
    private long _resumes;
    private long _hits;
    private long _coalesced;
    private long _misses;
    private long _passed;
    private long _servedBytes;

    public long OriginRequests => Interlocked.Read(ref _originRequests);

    public long OriginBytes => Interlocked.Read(ref _originBytes);

    public long Resumes => Interlocked.Read(ref _resumes);

    public long Hits => Interlocked.Read(ref _hits);

    public long CoalescedRequests => Interlocked.Read(ref _coalesced);

    public long Misses => Interlocked.Read(ref _misses);

    public long PassedRequests => Interlocked.Read(ref _passed);

    public long ServedBytes => Interlocked.Read(ref _servedBytes);

    /// <summary>A request went to an origin.</summary>
    public void Asked() => Interlocked.Increment(ref _originRequests);

    /// <summary>Bytes of a body came from an origin.</summary>
    public void Came(int bytes) => Interlocked.Add(ref _originBytes, bytes);

    /// <summary>A body that broke off is asked for again from there.</summary>
    public void Resumed() => Interlocked.Increment(ref _resumes);

    /// <summary>A request was answered from what was there.</summary>
    public void Hit() => Interlocked.Increment(ref _hits);

    /// <summary>A request follows what was on its way for somebody else.</summary>
    public void Coalesced() => Interlocked.Increment(ref _coalesced);

    /// <summary>A request made the kit ask the origin.</summary>
    public void Missed() => Interlocked.Increment(ref _misses);

    /// <summary>A request went to the origin for one viewer alone.</summary>
    public void Passed() => Interlocked.Increment(ref _passed);

    /// <summary>Bytes of a body went to a viewer.</summary>
    public void Served(long bytes) => Interlocked.Add(ref _servedBytes, bytes);
}
