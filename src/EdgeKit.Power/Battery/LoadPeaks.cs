namespace EdgeKit.Power.Battery;

/// <summary>The heaviest load of the last hour that lasted for half a minute: what a pack must bear at its end if things go on like this.</summary>
internal sealed class LoadPeaks
{
    private const int Parts = 12;
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private readonly double[] _parts = new double[Parts];
    private double? _now;
    private long _at;

    /// <summary>In W; 0 before the first.</summary>
    public double Watts => _parts.Max();

    /// <summary>So much is drawn.</summary>
    /// <param name="at">On the monotonic clock, never before the last.</param>
    /// <param name="took">Since the last.</param>
    /// <param name="watts">Above 0.</param>
    public void Take(TimeSpan at, TimeSpan took, double watts)
    {
        var part = at.Ticks / Part.Ticks;
        for (var passed = Math.Max(_at + 1, part - Parts + 1); passed <= part; passed++)
        {
            _parts[Index(passed)] = 0;
        }

        _at = part;
        _now = _now is { } now ? watts + (Math.Exp(-(took / Lasting)) * (now - watts)) : watts;
        _parts[Index(part)] = Math.Max(_parts[Index(part)], _now.Value);
    }

    private static int Index(long part) => (int)(((part % Parts) + Parts) % Parts);
}
