namespace EdgeKit.Broker.Front;

/// <summary>How much one connection may send: so many packets a second, and some seconds' worth at once. Who sends more is read more slowly.</summary>
internal sealed class PacketBudget(int rate, TimeProvider time)
{
    private const int Burst = 5;

    private double _tokens = rate * Burst;
    private long _at = time.GetTimestamp();

    /// <summary>Counts packets.</summary>
    /// <returns>How long to wait before the next is read.</returns>
    public TimeSpan Take(long packets)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(rate * Burst, _tokens + (time.GetElapsedTime(_at, now).TotalSeconds * rate)) - packets;
        _at = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / rate);
    }
}
