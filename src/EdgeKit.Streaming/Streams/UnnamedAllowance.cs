namespace EdgeKit.Streaming.Streams;

/// <summary>
/// How many requests a stream's viewers may make the kit send for things that no playlist names. Whoever makes up names cannot take the
/// uplink from those who watch.
/// </summary>
internal sealed class UnnamedAllowance(TimeProvider time)
{
    private const double Most = 20;
    private const double PerSecond = 5;

    private readonly Lock _gate = new();
    private double _left = Most;
    private long _at = time.GetTimestamp();

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(Most, _left + (time.GetElapsedTime(_at, now).TotalSeconds * PerSecond));
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
