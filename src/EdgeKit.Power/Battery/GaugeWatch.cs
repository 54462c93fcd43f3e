namespace EdgeKit.Power.Battery;

/// <summary>Holds a fuel gauge's figure against what was counted.</summary>
internal sealed class GaugeWatch
{
    private const double MayDiffer = 0.15;
    private static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    private TimeSpan? _since;

    /// <summary>How far the gauge is above what is shown; null without a gauge or when it is the source.</summary>
    public double? Difference { get; private set; }

    /// <summary>It has been saying something else for minutes.</summary>
    public bool Disagrees { get; private set; }

    /// <summary>Takes the next sample.</summary>
    /// <param name="sample">Checked.</param>
    /// <param name="shown">State of charge as it is shown.</param>
    /// <param name="isSource">No current is known: the gauge is what the figure is from.</param>
    public void Take(PackSample sample, double shown, bool isSource)
    {
        Difference = isSource || sample.GaugePercent is null ? null : (sample.GaugePercent / 100) - shown;
        _since = Difference is { } difference && Math.Abs(difference) > MayDiffer ? _since ?? sample.At : null;
        Disagrees = _since is { } since && sample.At - since >= After;
    }
}
