using System.Net;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// How many requests each viewer may make the kit send for things that no playlist names. Whoever makes up names takes neither the uplink
/// nor the allowance of the others.
/// </summary>
internal sealed class UnnamedAllowance(TimeProvider time)
{
    private const double Most = 20;
    private const double PerSecond = 5;
    private const int MostViewers = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (double Left, long At)> _viewers = [];

    /// <summary>How many viewers are remembered.</summary>
    public int Remembered
    {
        get
        {
            lock (_gate)
            {
                return _viewers.Count;
            }
        }
    }

    /// <summary>Takes one of <paramref name="viewer"/>'s, if there is one.</summary>
    public bool TryTake(IPAddress? viewer)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var (before, at) = _viewers.GetValueOrDefault(viewer ?? IPAddress.None, (Most, now));
            var left = Math.Min(Most, before + (time.GetElapsedTime(at, now).TotalSeconds * PerSecond));
            if (left < 1)
            {
                return false;
            }

            if (_viewers.Count >= MostViewers)
            {
                Forget(now);
            }

            _viewers[viewer ?? IPAddress.None] = (left - 1, now);
            return true;
        }
    }

    // Whoever has all of it again need not be remembered; with too many others, the one seen longest ago gets all of it again.
    private void Forget(long now)
    {
        foreach (var (viewer, _) in _viewers.Where(pair => time.GetElapsedTime(pair.Value.At, now).TotalSeconds > Most / PerSecond).ToList())
        {
            _viewers.Remove(viewer);
        }

        if (_viewers.Count >= MostViewers)
        {
            _viewers.Remove(_viewers.MinBy(static pair => pair.Value.At).Key);
        }
    }
}
