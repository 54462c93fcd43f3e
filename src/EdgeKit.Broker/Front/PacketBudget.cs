namespace EdgeKit.Broker.Front;

/// <summary>
/// How much one connection may send: so many packets a second, and some seconds' worth at once; a packet counts once more for each KiB of it. Who
/// sends more is read more slowly.
/// </summary>
internal sealed class PacketBudget(int rate, TimeProvider time)
{
    private const int Burst = 5;
    private const double BytesOfOne = 1024;

    private double _tokens = rate * Burst;
    private long _at = time.GetTimestamp();

    /// <summary>Counts packets.</summary>
    /// <param name="packets">How many.</param>
    /// <param name="bytes">How large they are together.</param>
    /// <returns>How long to wait before the next is read.</returns>
    public TimeSpan Take(long packets, long bytes = 0)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(rate * Burst, _tokens + (time.GetElapsedTime(_at, now).TotalSeconds * rate)) - packets - (bytes / BytesOfOne);
        _at = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / rate);
    }
}
